// One transaction on one connection of PostgreSQL.
import type { ClientBase, QueryConfig, QueryResult } from "pg";
import sql, { raw, type Sql } from "sql-template-tag";
import type { AfterCommit } from "./after-commit.ts";
import type { PostgresStatements } from "./postgres-statements.ts";
import type { Transaction } from "./storage.ts";

interface Parts {
  readonly client: ClientBase;
  readonly statements: PostgresStatements;
  readonly afterCommit?: AfterCommit;
  /** Milliseconds for one statement, when not the connection's own. */
  readonly patience?: number;
}

/** The driver takes a time limit for each statement, its types do not say so. */
interface Timed extends QueryConfig {
  query_timeout?: number;
}

export class PostgresTransaction implements Transaction {
  readonly #parts: Parts;
  /** What ended it: PostgreSQL would answer `commit` with a silent rollback. */
  failure: unknown;
  #ended = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async all<Row>(query: Sql): Promise<Row[]> {
    return (await this.#execute(query)).rows as Row[];
  }

  async first<Row>(query: Sql): Promise<Row | undefined> {
    return (await this.#execute(query)).rows[0] as Row | undefined;
  }

  async run(query: Sql): Promise<number> {
    return (await this.#execute(query)).rowCount ?? 0;
  }

  lock<Row>(query: Sql, mode: "share" | "update"): Promise<Row | undefined> {
    return this.first(sql`${query} for ${raw(mode)}`);
  }

  lockAvailable<Row>(query: Sql): Promise<Row[]> {
    return this.all(sql`${query} for update skip locked`);
  }

  afterCommit(then: () => void): void {
    this.#parts.afterCommit?.add(then);
  }

  announce(topic: string, detail: unknown): void {
    this.#parts.afterCommit?.announce(topic, detail);
  }

  end(): void {
    this.#ended = true;
    if (this.failure !== undefined) throw this.failure;
  }

  async #execute(query: Sql): Promise<QueryResult> {
    if (this.#ended) throw new Error("the transaction has ended");
    if (this.failure !== undefined) throw this.failure;
    const { client, statements, patience } = this.#parts;
    try {
      const statement: Timed = statements.of(query);
      if (patience !== undefined) statement.query_timeout = patience;
      return await client.query(statement);
    } catch (error) {
      this.failure ??= error;
      throw error;
    }
  }
}
