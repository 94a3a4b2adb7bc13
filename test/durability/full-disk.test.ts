// A disk that is full: errors, no corruption, and on with the work when there is room again.
import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { isInstalled, run } from "../harness/command.ts";
import { serverProcess } from "../harness/process.ts";
import { client, prepare, start } from "./callers.ts";

/** A small file system of its own, for as long as the test needs it. */
async function smallDisk(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), "tocsin-disk-"));
  const { code, stderr } = await run("mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", path]);
  if (code !== 0) throw new Error(stderr);
  return {
    path,
    async [Symbol.asyncDispose]() {
      await run("umount", [path]);
      await rm(path, { recursive: true });
    },
  };
}

const mayMount = await (async () => {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !isInstalled("mount", "--version"))
    return false;
  try {
    await using disk = await smallDisk();
    return disk.path !== "";
  } catch {
    return false;
  }
})();
if (!mayMount) console.log("skipped: only root may mount a small file system");

describe.skipIf(!mayMount)("a full disk", () => {
  it("gives errors, not corruption, and is over when there is room again", async () => {
    await using disk = await smallDisk();
    const ballast = join(disk.path, "ballast");
    await writeFile(ballast, Buffer.alloc(8 * 1024 * 1024));
    const dataDir = join(disk.path, "data");
    await using server = await serverProcess({
      env: { TOCSIN_DATA_DIR: dataDir, TOCSIN_LOG_LEVEL: "silent" },
    });
    await prepare(server.url);
    const incidents = client(server.url);

    const acknowledged: string[] = [];
    const fill = async (limit: number): Promise<unknown> => {
      for (let n = 0; n < limit; n++) {
        try {
          acknowledged.push(await start(incidents, randomUUID()));
        } catch (error) {
          return error;
        }
      }
      return undefined;
    };

    const refusal = await fill(20_000);
    expect(refusal).toMatchObject({ name: "InternalServerException", $metadata: { httpStatusCode: 500 } });
    expect(acknowledged.length).toBeGreaterThan(10);
    expect(await fill(1)).toMatchObject({ name: "InternalServerException" });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);

    await rm(ballast);
    expect(await fill(50)).toBeUndefined();
    incidents.destroy();
    expect(await server.kill("SIGTERM")).toBe(0);

    using database = new DatabaseSync(join(dataDir, "tocsin.db"));
    expect(database.prepare("pragma integrity_check").get()).toEqual({ integrity_check: "ok" });
    const stored = database
      .prepare("select arn from incidents")
      .all()
      .map((row) => row["arn"]);
    expect(new Set(stored)).toEqual(new Set(acknowledged));
    expect(stored).toHaveLength(acknowledged.length);
  }, 120_000);
});
