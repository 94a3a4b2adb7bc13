// What SQLite's result codes mean to the program.
import { StorageUnavailable, UniqueViolation } from "./storage.ts";

/** Primary result codes (sqlite.org/rescode.html) after which the same transaction may succeed later. */
const passing = new Map([
  [5, "the database is locked by another program"],
  [6, "the database is locked"],
  [7, "out of memory"],
  [8, "the database cannot be written"],
  [10, "the disk failed to read or write"],
  [13, "the disk is full"],
  [14, "the database cannot be opened"],
]);

/** A write where only reading is allowed: a mistake of the program, unlike the other kinds of code 8. */
const writeInRead = 8;
const uniqueCodes = new Set([1555, 2067]);
const syncCodes = new Set([1034, 1290]);

const codeOf = (error: unknown): number | undefined =>
  error instanceof Error && "errcode" in error && typeof error.errcode === "number"
    ? error.errcode
    : undefined;

export const isBusy = (error: unknown): boolean => ((codeOf(error) ?? 0) & 0xff) === 5;

/** An fsync that SQLite made itself has failed: nothing written since the last good one can be trusted. */
export const isSyncFailure = (error: unknown): boolean => syncCodes.has(codeOf(error) ?? 0);

export const sqliteFailure = (error: unknown): unknown => {
  const code = codeOf(error);
  if (code === undefined || code === writeInRead) return error;
  if (uniqueCodes.has(code)) return new UniqueViolation(error);
  const meaning = passing.get(code & 0xff);
  return meaning === undefined ? error : new StorageUnavailable(meaning, error);
};
