// The checkpoint thread: copies the write-ahead log into the database, with connections of its own, and syncs both.
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { beginLog } from "./begin-log.ts";
import { isSyncFailure } from "./sqlite-failure.ts";

export type Step = "copy" | "restart" | "close";

export interface Reply {
  readonly begunAnew?: boolean;
  readonly error?: Error;
  /** The error's code stays behind when it is sent. */
  readonly syncFailed?: boolean;
}

const connect = (): DatabaseSync => {
  const database = new DatabaseSync(String(workerData), { timeout: 0 });
  database.exec("pragma synchronous = full; pragma wal_autocheckpoint = 0");
  return database;
};

const copier = connect();
/** A reader that stays in the log while it is copied: otherwise the main thread's next write could begin it anew, and sync. */
const reader = connect();

const steps: Record<Step, () => Reply> = {
  copy() {
    reader.exec("begin");
    reader.prepare("select 1 from sqlite_schema limit 1").get();
    copier.exec("pragma wal_checkpoint(passive)");
    return {};
  },
  /** Only while the main thread holds all transactions back. */
  restart() {
    reader.exec("rollback");
    const result = copier.prepare("pragma wal_checkpoint(restart)").get();
    const begunAnew = result?.["busy"] === 0;
    if (begunAnew) beginLog(copier);
    return { begunAnew };
  },
  close() {
    reader.close();
    copier.close();
    return {};
  },
};

const take = (step: Step): Reply => {
  try {
    return steps[step]();
  } catch (error) {
    if (reader.isOpen && reader.isTransaction) reader.exec("rollback");
    return { error: error as Error, syncFailed: isSyncFailure(error) };
  }
};

parentPort?.on("message", (step: Step) => {
  parentPort?.postMessage(take(step));
  // After the answer: a port that is closed carries none.
  if (step === "close") parentPort?.close();
});
