// What PostgreSQL's errors, and those of the way to it, mean to the program.
import pg from "pg";
import { StorageUnavailable, UniqueViolation } from "./storage.ts";

/** Another transaction got in the way: the same one may succeed now (PostgreSQL manual, appendix A). */
const conflicts = new Set(["40001", "40P01"]);

/** The server has closed the connection, or no longer knows the statement that the connection had prepared. */
const lost = /^(08|57P0|25P0|26000)/;

/**
 * Classes after which the same may succeed later: connection; password, role and database, which somebody may be setting
 * up; insufficient resources; operator intervention; system error.
 */
const passing = /^(08|28|3D|53|57|58)/;

/** The driver's own failures carry no code, so their words must do. */
const driverLost =
  /^(Connection terminated|Query read timeout|timeout e|Client (has|was)|The server does not)/;

const stateOf = (error: unknown): string => (error instanceof pg.DatabaseError && error.code) || "";

export const isConflict = (error: unknown): boolean => conflicts.has(stateOf(error));

/** Nothing more can be done on this connection. */
export const isConnectionLost = (error: unknown): boolean => {
  // The second: the schema has changed under a prepared statement ("cached plan must not change result type").
  if (error instanceof pg.DatabaseError)
    return lost.test(stateOf(error)) || error.routine === "RevalidateCachedQuery";
  return error instanceof Error && ("syscall" in error || driverLost.test(error.message));
};

/** @param outcome `unknown` for a commit whose answer did not come */
export const postgresFailure = (error: unknown, outcome: "unchanged" | "unknown" = "unchanged"): unknown => {
  if (stateOf(error) === "23505") return new UniqueViolation(error);
  if (isConflict(error)) return new StorageUnavailable("too many transactions want the same rows", error);
  if (isConnectionLost(error) || passing.test(stateOf(error)))
    return new StorageUnavailable("the database cannot be reached, or cannot take more", error, outcome);
  return error;
};
