// Opens the storage that the settings name, brought to the newest schema.
import type { Logger } from "pino";
import type { Storage } from "./storage.ts";

export type Place =
  /** `postgres://…`, or `sqlite::memory:` of which nothing is kept. */
  | { readonly url: string }
  /** A folder for SQLite's files, made if it is not there. */
  | { readonly dataDir: string };

export type OpenStorage = (options: Place & { readonly log: Logger }) => Promise<Storage>;
