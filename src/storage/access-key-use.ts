// When a key was last used, to a quarter of an hour: exact times would cost a write for every request.
import sql from "sql-template-tag";
import type { Storage } from "./storage.ts";

/** The precision of `lastUsed`. */
export const useMilliseconds = 15 * 60_000;

/** How many keys to remember as noted; a forgotten one is noted once more. */
const remembered = 10_000;

/**
 * Notes that a key was used, once per quarter of an hour and process; mostly it does nothing. Call it for authenticated
 * requests only. It never throws and nobody waits for it: what cannot be written now is tried again a quarter later.
 *
 * @param now epoch milliseconds
 * @returns what is being written, for those who close the storage
 */
export type NoteKeyUse = (accessKeyId: string, now: number) => Promise<void> | undefined;

export function createNoteKeyUse(storage: Storage): NoteKeyUse {
  const noted = new Map<string, number>();
  return (accessKeyId, now) => {
    const last = noted.get(accessKeyId);
    if (last !== undefined && now < last + useMilliseconds) return undefined;
    noted.delete(accessKeyId);
    noted.set(accessKeyId, now);
    const [oldest] = noted.keys();
    if (noted.size > remembered && oldest !== undefined) noted.delete(oldest);
    return write(storage, accessKeyId, now).catch(() => undefined);
  };
}

const write = async (storage: Storage, accessKeyId: string, now: number): Promise<void> => {
  await storage.write((tx) =>
    tx.run(sql`
      update access_keys set last_used = ${now}
      where access_key_id = ${accessKeyId} and (last_used is null or last_used <= ${now - useMilliseconds})`),
  );
};
