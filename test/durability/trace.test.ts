// The running server's system calls, watched: no success is answered before the sync that covers it.
import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isInstalled } from "../harness/command.ts";
import { serverProcess } from "../harness/process.ts";
import { client, prepare, start } from "./callers.ts";
import { judge } from "./trace.ts";

const installed = isInstalled("strace", "-V");
if (!installed) console.log("skipped: strace is not installed");

const callers = 16;
const callsEach = 8;

async function traceOfLoad(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-trace-"));
  const file = join(folder, "trace");
  // -D: the server is our own child, and gets our signals. -s: enough of every write to find the ARN in it. Only the calls that store, sync and answer.
  const strace = ["strace", "-D", "-f", "-yy", "-s", "70000", "-o", file];
  const calls = "trace=pwrite64,fdatasync,fsync,write,writev,sendto,sendmsg";
  {
    await using server = await serverProcess({
      env: { TOCSIN_DATA_DIR: join(folder, "data") },
      under: [...strace, "-e", calls],
    });
    await prepare(server.url);
    const incidents = client(server.url);
    await Promise.all(
      Array.from({ length: callers }, async () => {
        for (let n = 0; n < callsEach; n++) await start(incidents, randomUUID());
      }),
    );
    incidents.destroy();
    await server.kill("SIGTERM");
  }
  const trace = await readFile(file, "latin1");
  await rm(folder, { recursive: true });
  return trace;
}

const isSync = (line: string): boolean => /f(data)?sync/.test(line);

describe.skipIf(!installed)("a success", () => {
  it("is answered only after the sync that covers it", async () => {
    const trace = await traceOfLoad();
    expect(judge(trace)).toEqual({ answered: callers * callsEach, unsynced: [] });

    // The judge can say no: of the same trace without its syncs, and with every sync's end moved to the end.
    const lines = trace.split("\n");
    expect(judge(lines.filter((line) => !isSync(line)).join("\n")).unsynced).toHaveLength(
      callers * callsEach,
    );
    const isEnd = (line: string): boolean => isSync(line) && !line.includes("unfinished");
    const late = [...lines.filter((line) => !isEnd(line)), ...lines.filter(isEnd)];
    expect(judge(late.join("\n")).unsynced).toHaveLength(callers * callsEach);
  }, 120_000);
});
