// Why the server does not start, in words for whoever starts it.
import { DataFolderTaken } from "./storage/data-folder.ts";
import { UnreadableSecret } from "./domain/secrets/seal.ts";
import { DatabaseTooNew } from "./storage/migrate.ts";
import { PostgresRefused } from "./storage/postgres-refused.ts";
import { OtherSecretKey } from "./storage/same-secret-key.ts";
import { NoSecretKey } from "./storage/secret-key-file.ts";
import { StorageUnavailable } from "./storage/storage.ts";

/** Something that the person at the terminal can mend; the message says what. */
export class CannotStart extends Error {
  override name = "CannotStart";
}

const mendable = [
  DataFolderTaken,
  DatabaseTooNew,
  NoSecretKey,
  OtherSecretKey,
  PostgresRefused,
  StorageUnavailable,
  UnreadableSecret,
];

const network: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there already",
  EACCES: "this user may not listen there",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOTFOUND: "there is no such host",
};

/** @returns the error itself where it is no one's mistake but ours */
export function explained(error: unknown, place: { readonly host: string; readonly port: number }): unknown {
  if (!(error instanceof Error)) return error;
  if (mendable.some((kind) => error instanceof kind)) return new CannotStart(error.message, { cause: error });
  const { code, syscall } = error as NodeJS.ErrnoException;
  const reason = code === undefined ? undefined : network[code];
  if (reason !== undefined && (syscall === "listen" || syscall === "getaddrinfo"))
    return new CannotStart(`${place.host}:${place.port}: ${reason} (TOCSIN_HOST, TOCSIN_PORT)`, {
      cause: error,
    });
  if (code !== undefined && syscall !== undefined)
    return new CannotStart(`the data folder (TOCSIN_DATA_DIR): ${error.message}`, { cause: error });
  return error;
}
