// A process that holds a data folder until it is killed: `node holder.ts <folder>`.
import { pino } from "pino";
import { openStorage } from "../../src/storage/open.ts";

const [, , dataDir = ""] = process.argv;
await openStorage({ dataDir, log: pino({ level: "silent" }) });
process.stdout.write("open\n");
setInterval(() => undefined, 1_000);
