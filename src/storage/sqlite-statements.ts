// SQLite statements, prepared once and kept while they are in use.
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Sql } from "sql-template-tag";
import { boundValues } from "./bound-values.ts";

/** Statements whose text varies (lists of values) must not fill the memory. */
const kept = 500;

export class SqliteStatements {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  all<Row>(query: Sql): Row[] {
    return this.#prepare(query.sql).all(...bound(query)) as Row[];
  }

  first<Row>(query: Sql): Row | undefined {
    return this.#prepare(query.sql).get(...bound(query)) as Row | undefined;
  }

  run(query: Sql): number {
    return Number(this.#prepare(query.sql).run(...bound(query)).changes);
  }

  /** Such as `begin immediate`. */
  command(text: string): void {
    this.#prepare(text).run();
  }

  #prepare(text: string): StatementSync {
    const known = this.#prepared.get(text);
    const statement = known ?? this.#database.prepare(text);
    // The map keeps the order of use: the first entry is the one not used for longest.
    if (known !== undefined) this.#prepared.delete(text);
    this.#prepared.set(text, statement);
    if (this.#prepared.size > kept)
      for (const oldest of this.#prepared.keys()) {
        this.#prepared.delete(oldest);
        break;
      }
    return statement;
  }
}

/** A JavaScript number would be bound as a float, which `||` and untyped columns show. */
const bound = (query: Sql): (string | bigint | null)[] =>
  boundValues(query).map((value) => (typeof value === "number" ? BigInt(value) : value));
