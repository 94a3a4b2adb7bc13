// Finds the intake key of every alert without asking the database every time, as access-key-finder does for access keys.
import { type IntakeKey, type IntakeKeyRecord, isKeyOf } from "../domain/alerts/intake-key.ts";
import { findIntakeKey, intakeKeysChanged, noteIntakeKeyUse, useMilliseconds } from "./intake-keys.ts";
import type { Storage } from "./storage.ts";

/** What another node revokes is noticed after at most so long; what this one revokes, at once. */
const keptMilliseconds = 5_000;
/** Beyond it the key that was read longest ago is read again when it is needed. */
const keptKeys = 10_000;

interface Kept {
  readonly until: number;
  readonly record: IntakeKeyRecord;
}

export interface IntakeKeyFinder {
  /** Undefined where the database has to be asked. */
  readonly known: (key: IntakeKey) => IntakeKeyRecord | undefined;
  /** Undefined for a key that is unknown, revoked, or has the id of another. @throws {StorageUnavailable} */
  readonly find: (key: IntakeKey) => Promise<IntakeKeyRecord | undefined>;
}

/** @param now milliseconds of a clock that never stands still, such as `performance.now()` */
export function createIntakeKeyFinder(storage: Storage, now: () => number): IntakeKeyFinder {
  const kept = new Map<string, Kept>();
  /** Counts revocations: what was read before one is not kept after it. */
  let revocations = 0;
  storage.listen(intakeKeysChanged, (keyId) => {
    revocations += 1;
    kept.delete(String(keyId));
  });

  const keep = (record: IntakeKeyRecord): void => {
    kept.delete(record.keyId);
    kept.set(record.keyId, { record, until: now() + keptMilliseconds });
    const [oldest] = kept.keys();
    if (kept.size > keptKeys && oldest !== undefined) kept.delete(oldest);
  };
  const known = (key: IntakeKey): IntakeKeyRecord | undefined => {
    const found = kept.get(key.keyId);
    return found !== undefined && now() < found.until && isKeyOf(found.record, key)
      ? found.record
      : undefined;
  };
  const read = async (key: IntakeKey): Promise<IntakeKeyRecord | undefined> => {
    const before = revocations;
    const record = await findIntakeKey(storage, key.keyId);
    if (record === undefined || !isKeyOf(record, key)) return undefined;
    if (before === revocations) keep(record);
    return record;
  };
  return { known, find: async (key) => known(key) ?? read(key) };
}

/** How many keys to remember as noted; a forgotten one is noted once more. */
const remembered = 10_000;

/**
 * Notes that a key was used, once per quarter of an hour and process. Nobody waits for it, and it never throws.
 * @returns called with the key and the time in epoch milliseconds
 */
export function createNoteIntakeKeyUse(storage: Storage): (keyId: string, now: number) => void {
  const noted = new Map<string, number>();
  return (keyId, now) => {
    const last = noted.get(keyId);
    if (last !== undefined && now < last + useMilliseconds) return;
    noted.delete(keyId);
    noted.set(keyId, now);
    const [oldest] = noted.keys();
    if (noted.size > remembered && oldest !== undefined) noted.delete(oldest);
    storage.write((tx) => noteIntakeKeyUse(tx, keyId, now)).catch(() => undefined);
  };
}
