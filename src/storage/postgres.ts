// PostgreSQL: a pool of connections; transactions see one moment (repeatable read) and run again when another got in the way.
import { setTimeout } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import type { Logger } from "pino";
import sql, { type Sql } from "sql-template-tag";
import { AfterCommit, Listeners } from "./after-commit.ts";
import type { Migratable } from "./migrate.ts";
import { Outermost } from "./outermost.ts";
import { isConflict, isConnectionLost, postgresFailure } from "./postgres-failure.ts";
import { PostgresStatements } from "./postgres-statements.ts";
import { PostgresTransaction } from "./postgres-transaction.ts";
import { StorageUnavailable, type Reader, type Transaction } from "./storage.ts";

interface PostgresParts {
  /** Its sessions are read-only unless a transaction says otherwise. */
  readonly pool: Pool;
  readonly log: Logger;
  /** From 0 to below 1: racing transactions try again at different times. */
  readonly random: () => number;
}

/** How often one transaction is tried while others get in its way. */
const triesOnConflict = 50;
/** Milliseconds during which a transaction whose connection broke is tried again. */
const patienceOnLoss = 1_000;
/** Milliseconds for one statement of a migration. */
const patienceOnMigration = 3_600_000;

interface Kind {
  readonly begin: string;
  readonly patience?: number;
}

const reading: Kind = { begin: "begin isolation level repeatable read read only" };
const writing: Kind = { begin: "begin isolation level repeatable read read write" };
const migrating: Kind = {
  begin: `${writing.begin}; set local statement_timeout = 0`,
  patience: patienceOnMigration,
};

export class PostgresStorage implements Migratable {
  readonly engine = "postgres";
  readonly #pool: Pool;
  readonly #log: Logger;
  readonly #random: () => number;
  readonly #statements = new PostgresStatements();
  readonly #listeners = new Listeners();
  readonly #outermost = new Outermost();
  #closing: Promise<void> | undefined;

  constructor({ pool, log, random }: PostgresParts) {
    this.#pool = pool;
    this.#log = log;
    this.#random = random;
  }

  async all<Row>(query: Sql): Promise<Row[]> {
    this.#outermost.check();
    const statement = this.#statements.of(query);
    return this.#again(async () => {
      const { rows } = await this.#pool.query(statement);
      return rows as Row[];
    });
  }

  async first<Row>(query: Sql): Promise<Row | undefined> {
    return (await this.all<Row>(query))[0];
  }

  read<T>(body: (reader: Reader) => Promise<T>): Promise<T> {
    return this.#transact(reading, body);
  }

  write<T>(body: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#transact(writing, body);
  }

  migration<T>(body: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#transact(migrating, body);
  }

  /** Text is ordered by its bytes, as in SQLite, whatever the database's own collation. */
  inOwnWords(ddl: string): string {
    return ddl.replaceAll(/\btext\b/gi, 'text collate "C"');
  }

  listen(topic: string, heard: (detail: unknown) => void): () => void {
    return this.#listeners.listen(topic, heard);
  }

  async ping(): Promise<void> {
    await this.first(sql`select 1`);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#pool.end();
    return this.#closing;
  }

  async #transact<T>(kind: Kind, body: (tx: Transaction) => Promise<T>): Promise<T> {
    this.#outermost.check();
    const { value, afterCommit } = await this.#again(() => this.#attempt(kind, body));
    afterCommit.happen(this.#log);
    return value;
  }

  /** @throws what it does not try again */
  async #again<T>(attempt: () => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw new StorageUnavailable("the database is closed", undefined);
    const start = performance.now();
    for (let tries = 1; ; tries += 1)
      try {
        return await attempt();
      } catch (error) {
        const hope =
          (isConflict(error) && tries < triesOnConflict) ||
          (isConnectionLost(error) && performance.now() - start < patienceOnLoss);
        if (!hope) throw postgresFailure(error);
        await setTimeout(this.#random() * Math.min(2 ** tries, 200));
      }
  }

  async #attempt<T>(
    kind: Kind,
    body: (tx: Transaction) => Promise<T>,
  ): Promise<{ value: T; afterCommit: AfterCommit }> {
    const afterCommit = new AfterCommit(this.#listeners);
    const client = await this.#pool.connect();
    const tx = new PostgresTransaction({ client, statements: this.#statements, afterCommit, ...kind });
    // Sent together with the body's first statement. Where it fails, that one cannot write: sessions are read-only.
    const begun = client.query(kind.begin);
    begun.catch(() => undefined);
    try {
      const value = await this.#outermost.run(() => body(tx));
      tx.end();
      await begun;
      await commit(client);
      client.release();
      return { value, afterCommit };
    } catch (error) {
      await begun.catch((failure: unknown) => {
        client.release(true);
        throw isConnectionLost(failure) ? failure : notWritable(failure);
      });
      await giveBack(client, tx.failure ?? error);
      throw tx.failure ?? error;
    }
  }
}

/** A standby says so to `begin`; a new connection may lead to the new primary. */
const notWritable = (failure: unknown): StorageUnavailable =>
  new StorageUnavailable("the database does not take transactions", failure);

/** After this was sent, a broken connection does not tell whether it was done. */
const commit = async (client: PoolClient): Promise<void> => {
  const { command } = await client.query("commit").catch((error: unknown) => {
    throw isConnectionLost(error) ? postgresFailure(error, "unknown") : error;
  });
  if (command !== "COMMIT") throw new Error(`the server answered a commit with ${command}`);
};

/** Rolled back for the next to use, or closed where that cannot be done. */
const giveBack = async (client: PoolClient, error: unknown): Promise<void> => {
  if (isConnectionLost(error)) return client.release(true);
  try {
    await client.query("rollback");
    client.release();
  } catch {
    client.release(true);
  }
};
