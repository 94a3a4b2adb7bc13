// SQLite, built into Node: one connection on this thread, transactions one after another, each answered once it is on disk.
import type { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import type { Sql } from "sql-template-tag";
import { AfterCommit, Listeners } from "./after-commit.ts";
import type { Migratable } from "./migrate.ts";
import { Outermost } from "./outermost.ts";
import { isBusy, sqliteFailure } from "./sqlite-failure.ts";
import { SqliteStatements } from "./sqlite-statements.ts";
import { StorageUnavailable, type Reader, type Transaction } from "./storage.ts";
import type { Turns } from "./turns.ts";

/** How commits reach the disk; for a database in memory they never do. Closes the database when disposed of. */
export interface Durability extends AsyncDisposable {
  /** Called in the turn of every commit. */
  committed(): void;
  /** Resolves when all that was committed before the call is on disk. */
  settled(): Promise<void>;
}

interface SqliteParts {
  readonly database: DatabaseSync;
  readonly turns: Turns;
  readonly durability: Durability;
  readonly log: Logger;
}

/** Milliseconds to wait for another program (a backup, a shell) that is writing. */
const patience = 5_000;

export class SqliteStorage implements Migratable {
  readonly engine = "sqlite";
  readonly #database: DatabaseSync;
  readonly #statements: SqliteStatements;
  readonly #turns: Turns;
  readonly #durability: Durability;
  readonly #log: Logger;
  readonly #listeners = new Listeners();
  readonly #outermost = new Outermost();
  #closing: Promise<void> | undefined;

  constructor(parts: SqliteParts) {
    this.#database = parts.database;
    this.#statements = new SqliteStatements(parts.database);
    this.#turns = parts.turns;
    this.#durability = parts.durability;
    this.#log = parts.log;
    this.#database.exec("pragma query_only = on");
  }

  all<Row>(query: Sql): Promise<Row[]> {
    return this.read((reader) => reader.all(query));
  }

  first<Row>(query: Sql): Promise<Row | undefined> {
    return this.read((reader) => reader.first(query));
  }

  read<T>(body: (reader: Reader) => Promise<T>): Promise<T> {
    return this.#answer(() => body(new SqliteTransaction(this.#statements)));
  }

  async write<T>(body: (tx: Transaction) => Promise<T>): Promise<T> {
    const afterCommit = new AfterCommit(this.#listeners);
    const value = await this.#answer(() => this.#transact(body, afterCommit));
    afterCommit.happen(this.#log);
    return value;
  }

  migration<T>(body: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.write(body);
  }

  /** Strict tables refuse what PostgreSQL would refuse. */
  inOwnWords(ddl: string): string {
    const types = ddl.replaceAll(/\bbigint\b/gi, "integer");
    return /^\s*create table\b/i.test(ddl) ? `${types} strict` : types;
  }

  listen(topic: string, heard: (detail: unknown) => void): () => void {
    return this.#listeners.listen(topic, heard);
  }

  async ping(): Promise<void> {
    await this.#answer(() => Promise.resolve(this.#statements.command("select 1")));
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#turns.take(() => Promise.resolve());
    await this.#durability.settled();
    await this.#durability[Symbol.asyncDispose]();
  }

  /** One turn. Its answer, an error too, waits until all that it can have seen is on disk. */
  async #answer<T>(body: () => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw new StorageUnavailable("the database is closed", undefined);
    try {
      return await this.#outermost.run(() => this.#turns.take(body));
    } catch (error) {
      throw sqliteFailure(error);
    } finally {
      await this.#durability.settled();
    }
  }

  async #transact<T>(body: (tx: Transaction) => Promise<T>, afterCommit: AfterCommit): Promise<T> {
    const tx = new SqliteTransaction(this.#statements, afterCommit);
    this.#statements.command("pragma query_only = off");
    try {
      await this.#begin();
      const value = await body(tx);
      tx.end();
      this.#statements.command("commit");
      this.#durability.committed();
      return value;
    } catch (error) {
      throw tx.failure ?? error;
    } finally {
      if (this.#database.isTransaction) this.#statements.command("rollback");
      this.#statements.command("pragma query_only = on");
    }
  }

  async #begin(): Promise<void> {
    const end = performance.now() + patience;
    for (;;)
      try {
        this.#statements.command("begin immediate");
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() > end) throw error;
        await setTimeout(20);
      }
  }
}

class SqliteTransaction implements Transaction {
  readonly #statements: SqliteStatements;
  readonly #afterCommit: AfterCommit | undefined;
  /** What ended it. As in PostgreSQL, a transaction does not outlive a statement that failed. */
  failure: unknown;
  #ended = false;

  constructor(statements: SqliteStatements, afterCommit?: AfterCommit) {
    this.#statements = statements;
    this.#afterCommit = afterCommit;
  }

  async all<Row>(query: Sql): Promise<Row[]> {
    return this.#execute(() => this.#statements.all<Row>(query));
  }

  async first<Row>(query: Sql): Promise<Row | undefined> {
    return this.#execute(() => this.#statements.first<Row>(query));
  }

  async run(query: Sql): Promise<number> {
    return this.#execute(() => this.#statements.run(query));
  }

  /** There is one writer: everything is held. */
  lock<Row>(query: Sql): Promise<Row | undefined> {
    return this.first(query);
  }

  lockAvailable<Row>(query: Sql): Promise<Row[]> {
    return this.all(query);
  }

  afterCommit(then: () => void): void {
    this.#afterCommit?.add(then);
  }

  announce(topic: string, detail: unknown): void {
    this.#afterCommit?.announce(topic, detail);
  }

  end(): void {
    this.#ended = true;
    if (this.failure !== undefined) throw this.failure;
  }

  #execute<T>(statement: () => T): T {
    if (this.#ended) throw new Error("the transaction has ended");
    if (this.failure !== undefined) throw this.failure;
    try {
      return statement();
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}
