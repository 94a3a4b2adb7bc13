// Opens SQLite, in a folder or in memory, and decides who syncs what: never this thread, see docs/decisions/0002-storage.md.
import { open } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import type { Logger } from "pino";
import { beginLog } from "./begin-log.ts";
import { Checkpoints } from "./checkpoint.ts";
import { holdDataFolder } from "./data-folder.ts";
import { GroupSync } from "./group-sync.ts";
import { SqliteStorage, type Durability } from "./sqlite.ts";
import { Turns } from "./turns.ts";

interface SqliteOptions {
  readonly log: Logger;
  /** The write-ahead log begins anew after about this many pages of 4 KiB. */
  readonly checkpointPages?: number;
}

export const openSqliteInMemory = ({ log }: SqliteOptions): SqliteStorage => {
  const database = new DatabaseSync(":memory:");
  const durability: Durability = {
    committed: () => undefined,
    settled: () => Promise.resolve(),
    [Symbol.asyncDispose]: async () => database.close(),
  };
  return new SqliteStorage({ database, turns: new Turns(), durability, log });
};

/** @throws {DataFolderTaken} */
export const openSqliteInFolder = async (dataDir: string, options: SqliteOptions): Promise<SqliteStorage> => {
  const { log, checkpointPages = 2_000 } = options;
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(await holdDataFolder(dataDir));
  const database = new DatabaseSync(folder.database, { timeout: 0 });
  opened.defer(() => database.close());
  database.exec("pragma journal_mode = wal; pragma synchronous = normal; pragma wal_autocheckpoint = 0");
  beginLog(database);
  const wal = opened.use(await open(`${folder.database}-wal`, "r+"));
  await folder.sync();

  const failed = (err: Error): void => {
    log.fatal({ err }, "a sync of the disk failed: nothing more can be promised, so the process ends");
    process.exit(1);
  };
  const turns = new Turns();
  const sync = new GroupSync(wal, failed);
  // After a crash of the process alone, the log may hold commits that were never synced and now can be seen.
  sync.committed();
  await sync.settled();
  const size = database.prepare("pragma wal_checkpoint(noop)");
  const checkpoints = opened.use(
    new Checkpoints({
      path: folder.database,
      pages: () => Number(size.get()?.["log"]),
      limit: checkpointPages,
      turns,
      log,
      failed,
    }),
  );
  const parts = opened.move();
  const durability: Durability = {
    committed() {
      sync.committed();
      checkpoints.consider();
    },
    settled: () => sync.settled(),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
  return new SqliteStorage({ database, turns, durability, log });
};
