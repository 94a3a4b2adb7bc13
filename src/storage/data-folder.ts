// The folder in which SQLite's files lie: made durably, readable by its owner alone, and held by one process at a time.
import { constants } from "node:fs";
import { mkdir, open, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { syncFolder } from "./sync-folder.ts";

export class DataFolderTaken extends Error {
  constructor(folder: string, pid: string | undefined) {
    const holder = pid === undefined ? "another process" : `process ${pid}`;
    super(`the data folder ${folder} is in use by ${holder}; one process at a time may use it`);
    this.name = "DataFolderTaken";
  }
}

export interface DataFolder extends Disposable {
  /** Absolute path of the database. */
  readonly database: string;
  /** Puts the names of new files on disk. */
  sync(): Promise<void>;
}

/** Held until it is disposed of or the process ends, however it ends. @throws {DataFolderTaken} */
export const holdDataFolder = async (dataDir: string): Promise<DataFolder> => {
  const folder = resolve(dataDir);
  const firstMade = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (firstMade !== undefined) await syncFolder(dirname(firstMade));
  const lock = await takeLock(folder);
  const database = join(folder, "tocsin.db");
  await makePrivate(database);
  return {
    database,
    sync: () => syncFolder(folder),
    [Symbol.dispose]: () => lock.close(),
  };
};

/**
 * A second, empty database inside an exclusive transaction: the operating system lets go of it with the process. It cannot
 * be the database itself, whose checkpoints another connection makes.
 */
const takeLock = async (folder: string): Promise<DatabaseSync> => {
  const path = join(folder, "tocsin.lock");
  const pidPath = join(folder, "tocsin.pid");
  await makePrivate(path);
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    lock.exec("begin exclusive");
  } catch {
    lock.close();
    throw new DataFolderTaken(folder, await readFile(pidPath, "utf8").catch(() => undefined));
  }
  await writeFile(pidPath, String(process.pid), { mode: 0o600 });
  return lock;
};

/**
 * Makes the file, readable by its owner alone, if it is not there. It never opens one that is: closing any descriptor of a
 * file drops all the locks that the process holds on it (POSIX), SQLite's included.
 */
const makePrivate = async (path: string): Promise<void> => {
  const made = await open(path, constants.O_CREAT | constants.O_EXCL | constants.O_RDWR, 0o600).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    },
  );
  await made?.close();
};
