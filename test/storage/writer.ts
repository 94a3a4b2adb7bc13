// A process that writes for ever, with many checkpoints: `node writer.ts <folder>`.
import { pino } from "pino";
import { migrate } from "../../src/storage/migrate.ts";
import { writeMeta } from "../../src/storage/meta.ts";
import { openSqliteInFolder } from "../../src/storage/sqlite-open.ts";

// It does not outlive the test that started it.
process.stdin.resume().on("end", () => process.exit());

const [, , dataDir = ""] = process.argv;
const storage = await openSqliteInFolder(dataDir, { log: pino(), checkpointPages: 20 });
await migrate(storage);
process.stdout.write("open\n");
// Another value each time: SQLite writes nothing where nothing changes, and so would make no more checkpoints.
for (let i = 0; ; i += 1)
  await storage.write((tx) => writeMeta(tx, `name ${i % 100}`, String(i).padEnd(500)));
