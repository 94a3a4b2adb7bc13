// Where everything is kept: the small interface that SQLite and PostgreSQL both fill, and how either refuses.
import type { Sql } from "sql-template-tag";

/** The program runs on either; nothing outside `storage/` asks which. */
export type Engine = "sqlite" | "postgres";

/**
 * Runs `select` written with the `sql` tag, in the subset that both engines speak: text, integers (times are epoch
 * milliseconds), JSON as text; `null` for nothing. Text is ordered by its UTF-8 bytes on both.
 */
export interface Reader {
  all<Row>(query: Sql): Promise<Row[]>;
  /** The first row; `undefined` when there is none. */
  first<Row>(query: Sql): Promise<Row | undefined>;
}

/**
 * One transaction. A statement that fails ends it: everything is rolled back and `write` throws that failure, even if
 * the body catches it. Await nothing but the transaction's own calls, and do not go on using it after the body.
 */
export interface Transaction extends Reader {
  /** @returns how many rows changed */
  run(query: Sql): Promise<number>;
  /** The first row of a plain `select` from one table, held until the end of the transaction. */
  lock<Row>(query: Sql, mode: "share" | "update"): Promise<Row | undefined>;
  /** The rows of a plain `select` from one table that no other transaction holds, held from now on. */
  lockAvailable<Row>(query: Sql): Promise<Row[]>;
  /** Called once, after the transaction is on disk; never if it does not commit. It must not throw. */
  afterCommit(then: () => void): void;
  /** After the commit, tells this process's listeners of the topic. A hint for speed: other processes hear nothing. */
  announce(topic: string, detail: unknown): void;
}

/** As a `Reader` it answers single statements, each from its own snapshot. */
export interface Storage extends Reader, AsyncDisposable {
  readonly engine: Engine;
  /**
   * Several reads of one moment. What they saw is on disk before the answer is given.
   * @throws {StorageUnavailable}
   */
  read<T>(body: (reader: Reader) => Promise<T>): Promise<T>;
  /**
   * All of the body or nothing, on disk before it returns. The body runs again when another transaction got in its way,
   * so it must have no effects outside the transaction. Transactions cannot be nested.
   * @throws {StorageUnavailable} {@link UniqueViolation}, and whatever the body throws
   */
  write<T>(body: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Hears what transactions of this process announce. @returns how to stop listening */
  listen(topic: string, heard: (detail: unknown) => void): () => void;
  /** @throws {StorageUnavailable} */
  ping(): Promise<void>;
}

/** The database cannot be reached, or cannot take more: worth trying again later. Nothing is half done. */
export class StorageUnavailable extends Error {
  /** `unknown` when the connection broke after the commit was sent; otherwise nothing has changed. */
  readonly outcome: "unchanged" | "unknown";

  constructor(message: string, cause: unknown, outcome: "unchanged" | "unknown" = "unchanged") {
    super(message, { cause });
    this.name = "StorageUnavailable";
    this.outcome = outcome;
  }
}

/** A row with the same key is already there. The transaction is rolled back; prefer `on conflict` to catching this. */
export class UniqueViolation extends Error {
  constructor(cause: unknown) {
    super("a row with the same key is already there", { cause });
    this.name = "UniqueViolation";
  }
}
