// The first write to a write-ahead log that begins, or begins anew: SQLite syncs the log's header for it.
import type { DatabaseSync } from "node:sqlite";

/**
 * Made at the start and in the checkpoint thread, so that it never falls to a request. It changes a number in the file's
 * header that nothing else uses.
 */
export const beginLog = (database: DatabaseSync): void => {
  const before = Number(database.prepare("pragma user_version").get()?.["user_version"]);
  database.exec(`pragma user_version = ${(before + 1) % 2}`);
};
