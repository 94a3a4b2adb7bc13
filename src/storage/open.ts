// Opens the storage that the settings name, brought to the newest schema.
import type { Logger } from "pino";
import { migrate, type Migratable } from "./migrate.ts";
import { openSqliteInFolder, openSqliteInMemory } from "./sqlite-open.ts";
import type { Storage } from "./storage.ts";

export type Place =
  /** `postgres://…`, or `sqlite::memory:` of which nothing is kept. */
  | { readonly url: string }
  /** A folder for SQLite's files, made if it is not there. */
  | { readonly dataDir: string };

/** @throws {DataFolderTaken} {@link DatabaseTooNew} {@link PostgresRefused} {@link StorageUnavailable} */
export const openStorage = async (place: Place & { readonly log: Logger }): Promise<Storage> => {
  const storage = await openEngine(place);
  try {
    await migrate(storage);
  } catch (error) {
    await storage[Symbol.asyncDispose]();
    throw error;
  }
  return storage;
};

const openEngine = async (place: Place & { readonly log: Logger }): Promise<Migratable> => {
  if ("dataDir" in place) return openSqliteInFolder(place.dataDir, place);
  if (place.url === "sqlite::memory:") return openSqliteInMemory(place);
  // Its client takes a tenth of all memory: loaded by those who use it.
  const { openPostgres } = await import("./postgres-open.ts");
  return openPostgres(place);
};
