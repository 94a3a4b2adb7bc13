// A process that holds a data folder until it is killed: `node holder.ts <folder>`.
import { pino } from "pino";
import { openStorage } from "../../src/storage/open.ts";

// It does not outlive the test that started it.
process.stdin.resume().on("end", () => process.exit());

const [, , dataDir = ""] = process.argv;
await openStorage({ dataDir, log: pino({ level: "silent" }) });
process.stdout.write("open\n");
