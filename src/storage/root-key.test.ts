// The root key: one for all nodes, the same after every restart, and readable by the command line beside the server.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sql from "sql-template-tag";
import { afterEach, beforeEach, expect, test } from "vitest";
import { forEachEngine, forPostgres } from "../../test/harness/engines.ts";
import { createSealer } from "../domain/secrets/seal.ts";
import { newSecretKey } from "../domain/secrets/secret-key.ts";
import { findAccessKey, listAccessKeys, revokeAccessKey } from "./access-keys.ts";
import { ensureRootKey, type RootKey } from "./root-key.ts";
import { readRootKeyFile } from "./root-key-file.ts";
import { requireSameSecretKey } from "./same-secret-key.ts";
import type { Storage } from "./storage.ts";

const account = "111122223333";
const secretKey = newSecretKey();
const sealer = createSealer(secretKey);
let storage: Storage;
let dataDir: string;
const pair = (name: string) => ({
  accessKeyId: `AKIA${name}`.padEnd(20, "0"),
  secretAccessKey: `secret of ${name}`,
});
const mustCopy = (error: unknown): void => expect.unreachable(String(error));
const ensure = (
  configured?: ReturnType<typeof pair>,
  { folder = dataDir, noCopy = mustCopy, node = storage } = {},
): Promise<RootKey> =>
  ensureRootKey({ storage: node, sealer, dataDir: folder, account, configured, now: 5, noCopy });
const revoke = (accessKeyId: string): Promise<boolean> =>
  storage.write((tx) => revokeAccessKey(tx, { account, accessKeyId, now: 6 }));
const living = async (): Promise<string[]> =>
  (await listAccessKeys(storage, { account, after: undefined, limit: 10 }))
    .filter((key) => key.revoked === undefined)
    .map((key) => key.accessKeyId);

forEachEngine((engine) => {
  beforeEach(async () => {
    storage = await engine.open();
    dataDir = await mkdtemp(join(tmpdir(), "tocsin-root-"));
  });
  afterEach(async () => {
    await storage[Symbol.asyncDispose]();
    await rm(dataDir, { recursive: true });
  });

  test("the first start makes a root key that may do everything, and says so once", async () => {
    const { made, ...key } = await ensure();
    expect(made).toBe(true);
    expect(await findAccessKey(storage, sealer, key.accessKeyId)).toMatchObject({
      ...key,
      arn: "arn:aws:iam::111122223333:root",
      policy: "admin",
    });
    expect(await ensure()).toEqual({ ...key, made: false });
    expect(await living()).toEqual([key.accessKeyId]);
  });

  test("nodes that start at once come to the same key, and one of them shows it", async () => {
    const keys = await Promise.all(Array.from({ length: 10 }, () => ensure()));
    expect(new Set(keys.map((it) => `${it.accessKeyId} ${it.secretAccessKey}`)).size).toBe(1);
    expect(keys.filter((it) => it.made)).toHaveLength(1);
  });

  test("the data folder has a copy for the command line, with the secret sealed", async () => {
    const { accessKeyId, secretAccessKey } = await ensure();
    expect(await readRootKeyFile({ dataDir, sealer })).toEqual({ accessKeyId, secretAccessKey, account });
    expect(await readFile(join(dataDir, "root-key.json"), "utf8")).not.toContain(secretAccessKey);
  });

  test("a start leaves the copy alone, and makes it again where it is gone, damaged or of another key", async () => {
    const { accessKeyId } = await ensure();
    const path = join(dataDir, "root-key.json");
    const copy = await readFile(path, "utf8");
    await ensure();
    expect(await readFile(path, "utf8")).toBe(copy);
    for (const content of ["", "null", "{}", copy.replace(accessKeyId, "TOCSOTHER"), copy.slice(0, 40)]) {
      await writeFile(path, content);
      await ensure();
      expect(await readRootKeyFile({ dataDir, sealer })).toMatchObject({ accessKeyId });
    }
  });

  test("a damaged copy is reported to the command line", async () => {
    await writeFile(join(dataDir, "root-key.json"), "{");
    await expect(readRootKeyFile({ dataDir, sealer })).rejects.toThrow("starting the server writes it anew");
    await rm(join(dataDir, "root-key.json"));
    expect(await readRootKeyFile({ dataDir, sealer })).toBeUndefined();
  });

  test("a data folder that takes no copy does not keep the server from starting", async () => {
    const heard: unknown[] = [];
    const folder = join(dataDir, "file");
    await writeFile(folder, "");
    const key = await ensure(undefined, { folder, noCopy: (error) => heard.push(error) });
    expect(key.made).toBe(true);
    expect(heard).toHaveLength(1);
  });

  test("without a data folder there is no copy", async () => {
    const root = { storage, sealer, dataDir: undefined, account, configured: undefined, now: 5 };
    expect(await ensureRootKey({ ...root, noCopy: mustCopy })).toMatchObject({ made: true });
    expect(await readRootKeyFile({ dataDir, sealer })).toBeUndefined();
  });

  test("a configured pair is used instead, from then on, and is not shown", async () => {
    const generated = await ensure();
    expect(await ensure(pair("ONE"))).toEqual({ ...pair("ONE"), made: false });
    expect(await living()).toEqual([pair("ONE").accessKeyId]);
    expect(await findAccessKey(storage, sealer, generated.accessKeyId)).toBeUndefined();
    expect(await ensure()).toEqual({ ...pair("ONE"), made: false });
    expect(await readRootKeyFile({ dataDir, sealer })).toMatchObject(pair("ONE"));
  });

  test("a configured pair that changes takes effect: another key, or another secret", async () => {
    await ensure(pair("ONE"));
    await ensure(pair("TWO"));
    expect(await living()).toEqual([pair("TWO").accessKeyId]);
    const changed = { ...pair("TWO"), secretAccessKey: "another secret" };
    await ensure(changed);
    expect(await findAccessKey(storage, sealer, changed.accessKeyId)).toMatchObject(changed);
    await ensure(pair("ONE"));
    expect(await living()).toEqual([pair("ONE").accessKeyId]);
  });

  test("the same configured pair writes nothing at later starts", async () => {
    await ensure(pair("ONE"));
    const before = await storage.all(sql`select * from access_keys`);
    await ensure(pair("ONE"));
    expect(await storage.all(sql`select * from access_keys`)).toEqual(before);
  });

  test("a root key that was revoked is replaced by a new one at the next start", async () => {
    const first = await ensure();
    await revoke(first.accessKeyId);
    const second = await ensure();
    expect(second.made).toBe(true);
    expect(await living()).toEqual([second.accessKeyId]);
  });

  test("a configured pair that was revoked lives again: the settings are the operator's last word", async () => {
    await ensure(pair("ONE"));
    await revoke(pair("ONE").accessKeyId);
    await ensure(pair("ONE"));
    expect(await living()).toEqual([pair("ONE").accessKeyId]);
  });

  test("a database is not opened with another secret key than the first", async () => {
    await requireSameSecretKey(storage, secretKey);
    await requireSameSecretKey(storage, secretKey);
    await expect(requireSameSecretKey(storage, newSecretKey())).rejects.toThrow(
      `set up with the secret key ${secretKey.id}`,
    );
  });
});

forPostgres((engine) => {
  test("processes that share a database come to one root key, whichever is first", async () => {
    const place = await engine.place();
    await using opened = new AsyncDisposableStack();
    const folders = await Promise.all([1, 2, 3].map(() => mkdtemp(join(tmpdir(), "tocsin-node-"))));
    opened.defer(async () => {
      for (const folder of folders) await rm(folder, { recursive: true });
    });
    const nodes: Storage[] = [];
    for (const _ of folders) nodes.push(opened.use(await engine.open(place)));
    const keys = await Promise.all(
      nodes.map((node, n) => ensure(undefined, { node, folder: folders[n] ?? "" })),
    );
    expect(new Set(keys.map((it) => `${it.accessKeyId} ${it.secretAccessKey}`)).size).toBe(1);
    expect(keys.filter((it) => it.made)).toHaveLength(1);
    const copies = await Promise.all(folders.map((dataDir) => readRootKeyFile({ dataDir, sealer })));
    expect(new Set(copies.map((copy) => copy?.accessKeyId)).size).toBe(1);
  });

  test("of processes with different secret keys, one may work with the database", async () => {
    const place = await engine.place();
    await using one = await engine.open(place);
    await using two = await engine.open(place);
    const outcomes = await Promise.allSettled([
      requireSameSecretKey(one, newSecretKey()),
      requireSameSecretKey(two, newSecretKey()),
    ]);
    expect(outcomes.map((it) => it.status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});
