import { randomInt } from "node:crypto";
import { expect, it } from "vitest";
import { forEachEngine } from "../../test/harness/engines.ts";
import { hashOf, newIntakeKey, readIntakeKey } from "../domain/alerts/intake-key.ts";
import { createIntakeKeyFinder } from "./intake-key-finder.ts";
import {
  addIntakeKey,
  findIntakeKey,
  listIntakeKeys,
  noteIntakeKeyUse,
  revokeIntakeKey,
  useMilliseconds,
} from "./intake-keys.ts";
import type { Storage } from "./storage.ts";

const account = String(randomInt(10 ** 11, 10 ** 12));

async function aKey(storage: Storage, planName = "checkout", created = 1) {
  const key = newIntakeKey();
  const record = { keyId: key.keyId, account, hash: hashOf(key), planName, created, sources: ["grafana"] };
  await storage.write((tx) => addIntakeKey(tx, record));
  return { key, record };
}

forEachEngine((engine) => {
  it("a key is found by its id, until it is revoked: then its hash is gone", async () => {
    await using storage = await engine.open();
    const { key, record } = await aKey(storage);
    expect(await findIntakeKey(storage, key.keyId)).toEqual(record);
    const revoke = (now: number, of = account) =>
      storage.write((tx) => revokeIntakeKey(tx, { account: of, keyId: key.keyId, now }));
    expect(await revoke(5, "000000000000")).toBe(false);
    expect(await revoke(7)).toBe(true);
    expect(await revoke(9)).toBe(true);
    expect(await findIntakeKey(storage, key.keyId)).toBeUndefined();
    const all = { account, planName: undefined, after: undefined, limit: 10 };
    expect(await listIntakeKeys(storage, all)).toEqual([{ ...record, hash: "", revoked: 7 }]);
  });

  it("keys are listed by plan, from any place on", async () => {
    await using storage = await engine.open();
    const one = await aKey(storage, "one", 1);
    const two = await aKey(storage, "two", 2);
    const three = await aKey(storage, "one", 3);
    const ids = async (planName: string | undefined, after: readonly [number, string] | undefined) =>
      (await listIntakeKeys(storage, { account, planName, after, limit: 10 })).map(({ keyId }) => keyId);
    expect(await ids("one", undefined)).toEqual([one.key.keyId, three.key.keyId]);
    expect(await ids(undefined, [1, one.key.keyId])).toEqual([two.key.keyId, three.key.keyId]);
  });

  it("its use is noted to a quarter of an hour", async () => {
    await using storage = await engine.open();
    const { key } = await aKey(storage);
    const note = (now: number) => storage.write((tx) => noteIntakeKeyUse(tx, key.keyId, now));
    expect([await note(1000), await note(2000), await note(1000 + useMilliseconds)]).toEqual([1, 0, 1]);
  });

  it("a finder keeps what it found for seconds, and forgets at once what this process revokes", async () => {
    await using storage = await engine.open();
    const { key, record } = await aKey(storage);
    const impostor = readIntakeKey(`${key.keyId}${"a".repeat(24)}`);
    if (impostor === undefined) throw new Error("it looks like a key");
    let now = 0;
    const keys = createIntakeKeyFinder(storage, () => now);
    expect(await keys.find(impostor)).toBeUndefined();
    expect(keys.known(key)).toBeUndefined();
    expect(await keys.find(key)).toEqual(record);
    expect(keys.known(key)).toEqual(record);
    expect(keys.known(impostor)).toBeUndefined();
    now = 5_000;
    expect(keys.known(key)).toBeUndefined();
    await keys.find(key);
    await storage.write((tx) => revokeIntakeKey(tx, { account, keyId: key.keyId, now: 7 }));
    expect(keys.known(key)).toBeUndefined();
    expect(await keys.find(key)).toBeUndefined();
  });
});
