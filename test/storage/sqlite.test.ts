// What SQLite brings with it: a folder that one process holds, a log that must stay short, and a disk that can be full.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import sql from "sql-template-tag";
import { expect, inject, test } from "vitest";
import { DataFolderTaken } from "../../src/storage/data-folder.ts";
import { readMeta, writeMeta } from "../../src/storage/meta.ts";
import { migrate } from "../../src/storage/migrate.ts";
import { openSqliteInFolder } from "../../src/storage/sqlite-open.ts";
import { StorageUnavailable, type Storage } from "../../src/storage/storage.ts";
import { silent, sqlite } from "../harness/engines.ts";

const run = promisify(execFile);

const newFolder = async (): Promise<string> => {
  const place = await sqlite.place();
  return "dataDir" in place ? place.dataDir : "";
};

test("a second process is refused at once, and told which process has the folder", async () => {
  const dataDir = await newFolder();
  const holder = spawn(process.execPath, [fileURLToPath(new URL("holder.ts", import.meta.url)), dataDir], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  await once(holder.stdout, "data");
  const refusal = await sqlite.open({ dataDir }).catch((error: unknown) => error);
  holder.kill("SIGKILL");
  await once(holder, "exit");
  expect(refusal).toBeInstanceOf(DataFolderTaken);
  expect(String(refusal)).toContain(`the data folder ${dataDir} is in use by process ${holder.pid}`);

  await using storage = await sqlite.open({ dataDir });
  await storage.ping();
});

test("the same process is refused as well, and the refusal does not loosen the first one's hold", async () => {
  const dataDir = await newFolder();
  await using _first = await sqlite.open({ dataDir });
  await expect(sqlite.open({ dataDir })).rejects.toBeInstanceOf(DataFolderTaken);
  await expect(sqlite.open({ dataDir })).rejects.toBeInstanceOf(DataFolderTaken);
});

test("nobody but the owner can read the files", async () => {
  const dataDir = join(await newFolder(), "made", "by us");
  await using storage = await sqlite.open({ dataDir });
  await storage.write((tx) => writeMeta(tx, "secret", "1"));
  expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  for (const name of ["tocsin.db", "tocsin.db-wal", "tocsin.db-shm", "tocsin.lock", "tocsin.pid"])
    expect([name, (await stat(join(dataDir, name))).mode & 0o777]).toEqual([name, 0o600]);
});

test("the log begins anew again and again while writes go on, and none of them is lost", async () => {
  const dataDir = await newFolder();
  const written = new Map<string, string>();
  {
    await using storage = await openSqliteInFolder(dataDir, { log: silent, checkpointPages: 100 });
    await migrate(storage);
    let begun = 0;
    for (let i = 0; begun < 4 && i < 10_000; i += 1) {
      written.set(`name ${i % 200}`, "x".repeat(1_000) + i);
      await storage.write((tx) => writeMeta(tx, `name ${i % 200}`, "x".repeat(1_000) + i));
      if (i % 100 === 99) begun = timesBegun(await readFile(join(dataDir, "tocsin.db-wal")));
    }
    expect(begun).toBeGreaterThanOrEqual(4);
  }
  await using storage = await sqlite.open({ dataDir });
  const rows = await storage.all<{ name: string; value: string }>(sql`select name, value from meta`);
  expect(new Map(rows.map(({ name, value }) => [name, value]))).toEqual(written);
});

/** The checkpoint sequence number in the header of a write-ahead log (sqlite.org/fileformat2.html#walformat). */
const timesBegun = (log: Buffer): number => log.readUInt32BE(12);

test("a reader from outside that stays in the past delays the checkpoints, and stops nothing", async () => {
  const dataDir = await newFolder();
  const pages = 50;
  await using storage = await openSqliteInFolder(dataDir, { log: silent, checkpointPages: pages });
  await migrate(storage);
  const outside = new DatabaseSync(join(dataDir, "tocsin.db"));
  outside.exec("begin");
  const before = outside.prepare("select count(*) as names from meta").get()?.["names"];
  for (let i = 0; i < 200; i += 1) await storage.write((tx) => writeMeta(tx, `name ${i}`, "x".repeat(1_000)));
  expect(outside.prepare("select count(*) as names from meta").get()?.["names"]).toBe(before);
  outside.exec("commit");
  outside.close();
  expect(await storage.all(sql`select name from meta`)).toHaveLength(200);
});

test("while another program writes, a transaction waits for it", async () => {
  const dataDir = await newFolder();
  await using storage = await sqlite.open({ dataDir });
  const outside = new DatabaseSync(join(dataDir, "tocsin.db"));
  outside.exec("begin immediate");
  const write = storage.write((tx) => writeMeta(tx, "a", "1"));
  setTimeout(() => outside.exec("commit"), 50);
  await write;
  outside.close();
  expect(await readMeta(storage, "a")).toBe("1");
});

test("in memory it does the same, and keeps nothing", async () => {
  {
    await using storage = await sqlite.open({ url: "sqlite::memory:" });
    await storage.write((tx) => writeMeta(tx, "a", "1"));
    expect(await readMeta(storage, "a")).toBe("1");
  }
  await using storage = await sqlite.open({ url: "sqlite::memory:" });
  expect(await readMeta(storage, "a")).toBeUndefined();
});

const strace = await run("strace", ["-o", "/dev/null", "true"]).then(
  () => true,
  () => false,
);

/** The first is the main thread's, through Node's thread pool; the second only the checkpoint thread makes so often. */
test.skipIf(!strace).each(["fdatasync", "fsync"])(
  `a failed %s ends the process, since nothing more can be promised${strace ? "" : " (skipped: no strace)"}`,
  async (call) => {
    const dataDir = await newFolder();
    const program = fileURLToPath(new URL("writer.ts", import.meta.url));
    const inject = ["-f", "-o", "/dev/null", "-e", `trace=${call}`, "-e", `inject=${call}:error=EIO:when=40`];
    const writer = spawn("strace", [...inject, process.execPath, program, dataDir], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const [[code], output] = await Promise.all([once(writer, "exit"), text(writer.stdout)]);
    expect(code).toBe(1);
    expect(output).toContain("a sync of the disk failed");
  },
);

/** A file system of 4 MB. @throws where this user may not mount one */
const smallDisk = async (): Promise<AsyncDisposable & { readonly path: string }> => {
  const path = await mkdtemp(join(inject("databases").scratch, "small-disk-"));
  await run("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", path]);
  return { path, [Symbol.asyncDispose]: async () => void (await run("umount", [path])) };
};

const mayMount = await smallDisk().then(
  async (disk) => {
    await disk[Symbol.asyncDispose]();
    return true;
  },
  () => false,
);

const names = async (storage: Storage): Promise<string[]> =>
  (await storage.all<{ name: string }>(sql`select name from meta order by name`)).map(({ name }) => name);

/** Writes 100 kB at a time until the disk refuses. @returns the names of what was acknowledged */
const fill = async (storage: Storage): Promise<string[]> => {
  const kept: string[] = [];
  for (let i = 0; i < 100; i += 1) {
    const name = `name ${String(i).padStart(3, "0")}`;
    const failure = await storage
      .write(async (tx) => {
        await writeMeta(tx, `half of ${name}`, "");
        await writeMeta(tx, name, "x".repeat(100_000));
      })
      .catch((error: unknown) => error);
    if (failure instanceof StorageUnavailable) return kept;
    kept.push(`half of ${name}`, name);
  }
  throw new Error("the disk never was full");
};

test.skipIf(!mayMount)(
  `a full disk refuses, breaks nothing, and when there is room again it goes on${mayMount ? "" : " (skipped: may not mount a small one)"}`,
  async () => {
    await using disk = await smallDisk();
    const dataDir = join(disk.path, "data");
    const ballast = join(disk.path, "ballast");
    await writeFile(ballast, "x".repeat(1_500_000));
    const kept: string[] = [];
    {
      await using storage = await sqlite.open({ dataDir });
      kept.push(...(await fill(storage)));
      expect(await names(storage)).toEqual(kept.toSorted());
      await rm(ballast);
      await storage.write((tx) => writeMeta(tx, "after", "1"));
    }
    await using again = await sqlite.open({ dataDir });
    expect(await names(again)).toEqual([...kept, "after"].toSorted());
    expect(await again.all(sql`select integrity_check from pragma_integrity_check`)).toMatchObject([
      { integrity_check: "ok" },
    ]);
  },
);
