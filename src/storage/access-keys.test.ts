// Access keys: found while they live, listed in order, revoked for good, and never stored in the clear.
import sql from "sql-template-tag";
import { afterEach, beforeEach, expect, test } from "vitest";
import { forEachEngine } from "../../test/harness/engines.ts";
import { createSealer, UnreadableSecret } from "../domain/secrets/seal.ts";
import { newSecretKey } from "../domain/secrets/secret-key.ts";
import { createAccessKeyFinder, keptMilliseconds } from "./access-key-finder.ts";
import { createNoteKeyUse, useMilliseconds } from "./access-key-use.ts";
import { addAccessKey, findAccessKey, listAccessKeys, placeOf, revokeAccessKey } from "./access-keys.ts";
import type { Storage } from "./storage.ts";

const account = "111122223333";
const sealer = createSealer(newSecretKey());
let storage: Storage;

const idOf = (name: string): string => `TOCS${name.toUpperCase().padEnd(16, "A")}`;
const add = (name: string, created = 0, of = account): Promise<number> =>
  storage.write((tx) =>
    addAccessKey(tx, {
      accessKeyId: idOf(name),
      account: of,
      kind: "user",
      userName: name,
      sealed: sealer.seal(placeOf(idOf(name)), `secret of ${name}`),
      policy: "readonly",
      created,
    }),
  );
const revoke = (name: string, now = 1): Promise<boolean> =>
  storage.write((tx) => revokeAccessKey(tx, { account, accessKeyId: idOf(name), now }));
const find = (name: string) => findAccessKey(storage, sealer, idOf(name));
const list = () => listAccessKeys(storage, { account, after: undefined, limit: 100 });
const lastUsed = async (): Promise<number | undefined> => (await list())[0]?.lastUsed;

forEachEngine((engine) => {
  beforeEach(async () => {
    storage = await engine.open();
  });
  afterEach(() => storage[Symbol.asyncDispose]());

  test("a key is found with its secret and the ARN of its user", async () => {
    await add("alice", 5);
    expect(await find("alice")).toEqual({
      accessKeyId: idOf("alice"),
      account,
      kind: "user",
      userName: "alice",
      policy: "readonly",
      created: 5,
      arn: "arn:aws:iam::111122223333:user/alice",
      secretAccessKey: "secret of alice",
    });
    expect(await find("bob")).toBeUndefined();
  });

  test("the database holds no secret that can be read, nor one that opens in another row", async () => {
    await add("alice");
    await add("bob");
    expect(JSON.stringify(await storage.all(sql`select * from access_keys`))).not.toContain("secret of");
    await storage.write((tx) =>
      tx.run(sql`
      update access_keys set sealed = (select sealed from access_keys where access_key_id = ${idOf("bob")})
      where access_key_id = ${idOf("alice")}`),
    );
    await expect(find("alice")).rejects.toThrow(UnreadableSecret);
  });

  test("a revoked key is not found, keeps no secret, and is still listed", async () => {
    await add("alice");
    expect(await revoke("alice", 7)).toBe(true);
    expect(await find("alice")).toBeUndefined();
    expect(await storage.first(sql`select sealed from access_keys`)).toEqual({ sealed: "" });
    expect(await list()).toMatchObject([{ userName: "alice", revoked: 7 }]);
  });

  test("revoking again changes nothing, and a key of another account is unknown", async () => {
    await add("alice");
    await add("eve", 0, "444455556666");
    await revoke("alice", 7);
    expect(await revoke("alice", 8)).toBe(true);
    expect(await list()).toMatchObject([{ revoked: 7 }]);
    expect(await revoke("eve")).toBe(false);
    expect(await revoke("nobody")).toBe(false);
    expect(await find("eve")).toBeDefined();
  });

  test("keys are listed oldest first, page by page, for their account alone", async () => {
    await add("late", 9);
    await add("b", 5);
    await add("a", 5);
    await add("eve", 1, "444455556666");
    const seen: string[] = [];
    let after: [created: number, accessKeyId: string] | undefined;
    for (let page = 0; page < 4; page++) {
      const [key] = await listAccessKeys(storage, { account, after, limit: 1 });
      if (key === undefined) break;
      seen.push(key.userName);
      after = [key.created, key.accessKeyId];
    }
    expect(seen).toEqual(["a", "b", "late"]);
  });

  test("the finder asks the database once per key and five seconds", async () => {
    let now = 0;
    const finder = createAccessKeyFinder({ storage, sealer, now: () => now });
    await add("alice");
    const [first, together] = await Promise.all([finder(idOf("alice")), finder(idOf("alice"))]);
    expect(together).toBe(first);
    now += keptMilliseconds - 1;
    expect(await finder(idOf("alice"))).toBe(first);
    now += 1;
    expect(await finder(idOf("alice"))).not.toBe(first);
  });

  test("the finder forgets a key that this process revokes, at once", async () => {
    const finder = createAccessKeyFinder({ storage, sealer, now: () => 0 });
    await add("alice");
    expect(await finder(idOf("alice"))).toBeDefined();
    await revoke("alice");
    expect(await finder(idOf("alice"))).toBeUndefined();
  });

  test("the finder notices what another node revokes after five seconds", async () => {
    let now = 0;
    const finder = createAccessKeyFinder({ storage, sealer, now: () => now });
    await add("alice");
    await finder(idOf("alice"));
    await storage.write((tx) => tx.run(sql`update access_keys set revoked = 1`));
    expect(await finder(idOf("alice"))).toBeDefined();
    now += keptMilliseconds;
    expect(await finder(idOf("alice"))).toBeUndefined();
  });

  test("the finder finds a key as soon as it is made, even after asking for it in vain", async () => {
    const finder = createAccessKeyFinder({ storage, sealer, now: () => 0 });
    expect(await finder(idOf("alice"))).toBeUndefined();
    await add("alice");
    expect(await finder(idOf("alice"))).toBeDefined();
  });

  test("a failure to read is not kept", async () => {
    const finder = createAccessKeyFinder({ storage, sealer, now: () => 0 });
    await add("alice");
    await storage.write((tx) => tx.run(sql`update access_keys set sealed = 'damaged'`));
    await expect(finder(idOf("alice"))).rejects.toThrow(UnreadableSecret);
    const sealed = sealer.seal(placeOf(idOf("alice")), "again");
    await storage.write((tx) => tx.run(sql`update access_keys set sealed = ${sealed}`));
    expect(await finder(idOf("alice"))).toMatchObject({ secretAccessKey: "again" });
  });

  test("use is noted to a quarter of an hour, by any number of nodes", async () => {
    await add("alice");
    const [one, two] = [createNoteKeyUse(storage), createNoteKeyUse(storage)];
    await one(idOf("alice"), 1000);
    expect(await lastUsed()).toBe(1000);
    expect(one(idOf("alice"), 1000 + useMilliseconds - 1)).toBeUndefined();
    await two(idOf("alice"), 1000 + useMilliseconds - 1);
    expect(await lastUsed()).toBe(1000);
    await one(idOf("alice"), 1000 + useMilliseconds);
    expect(await lastUsed()).toBe(1000 + useMilliseconds);
  });

  test("noting the use of a key never fails", async () => {
    const note = createNoteKeyUse(storage);
    await storage.write((tx) => tx.run(sql`drop table access_keys`));
    await expect(note(idOf("alice"), 0)).resolves.toBeUndefined();
  });
});
