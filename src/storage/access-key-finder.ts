// Finds the key of every request without asking the database every time.
import type { Sealer } from "../domain/secrets/seal.ts";
import { type AccessKey, accessKeysChanged, findAccessKey } from "./access-keys.ts";
import type { Storage } from "./storage.ts";

/** What another node revokes is noticed after at most so long; what this one revokes, at once. */
export const keptMilliseconds = 5_000;

/** Beyond it the key that was asked for longest ago is read again when it is needed. */
const keptKeys = 10_000;

interface Finder {
  readonly storage: Storage;
  readonly sealer: Sealer;
  /** Milliseconds of a clock that never stands still, such as `performance.now()`. */
  readonly now: () => number;
}

/** @returns undefined for a key that is unknown or revoked */
export type FindAccessKey = (accessKeyId: string) => Promise<AccessKey | undefined>;

interface Kept {
  readonly until: number;
  readonly key: Promise<AccessKey | undefined>;
}

export function createAccessKeyFinder({ storage, sealer, now }: Finder): FindAccessKey {
  const kept = new Map<string, Kept>();
  storage.listen(accessKeysChanged, (accessKeyId) => kept.delete(String(accessKeyId)));

  /** What was begun before a revocation is not kept after it: forgetting drops the promise itself. */
  const read = (accessKeyId: string): Promise<AccessKey | undefined> => {
    const it: Kept = { until: now() + keptMilliseconds, key: findAccessKey(storage, sealer, accessKeyId) };
    const forget = (): void => {
      if (kept.get(accessKeyId) === it) kept.delete(accessKeyId);
    };
    // Strangers' ids and failures are not kept; callers that ask at the same time share one reading of them too.
    it.key.then((key) => (key === undefined ? forget() : undefined), forget);
    kept.delete(accessKeyId);
    kept.set(accessKeyId, it);
    const [oldest] = kept.keys();
    if (kept.size > keptKeys && oldest !== undefined) kept.delete(oldest);
    return it.key;
  };

  return (accessKeyId) => {
    const found = kept.get(accessKeyId);
    return found !== undefined && now() < found.until ? found.key : read(accessKeyId);
  };
}
