// Statements as PostgreSQL's driver takes them: named, so that each connection prepares them once.
import type { QueryConfig } from "pg";
import pg from "pg";
import type { Sql } from "sql-template-tag";
import { boundValues } from "./bound-values.ts";

/** Statements whose text varies (lists of values) must not fill the server's memory: from here on they go unnamed. */
const named = 500;

/** `bigint`, and `numeric` (sums of it), come as text otherwise; nothing that is kept exceeds 2^53. */
const numbersAsNumbers = (): pg.TypeOverrides => {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  types.setTypeParser(pg.types.builtins.NUMERIC, Number);
  return types;
};

export class PostgresStatements {
  readonly #types = numbersAsNumbers();
  readonly #names = new Map<string, string>();

  of(query: Sql): QueryConfig {
    const text = query.text;
    const values = boundValues(query);
    const name = this.#nameOf(text);
    const types = this.#types;
    return name === undefined ? { text, values, types } : { name, text, values, types };
  }

  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= named) return known;
    const name = `tocsin_${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }
}
