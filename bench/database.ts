// A database that no server has open, for a benchmark that puts rows into it and reads what became of them.
import { DatabaseSync } from "node:sqlite";
import pg from "pg";

export type Row = Readonly<Record<string, string | number | null>>;

export interface Database extends AsyncDisposable {
  run(statement: string): Promise<void>;
  all<R extends Row = Row>(query: string): Promise<R[]>;
  /** At least one row; all have the same columns. */
  insert(table: string, rows: readonly Row[]): Promise<void>;
}

export function openSqlite(path: string): Database {
  const database = new DatabaseSync(path);
  database.exec("pragma journal_mode=wal; pragma synchronous=off; pragma cache_size=-200000");
  return {
    run: async (statement) => database.exec(statement),
    all: async <R extends Row>(query: string) => database.prepare(query).all() as R[],
    insert: async (table, rows) => {
      const columns = Object.keys(rows[0] ?? {});
      const insert = database.prepare(
        `insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`,
      );
      database.exec("begin");
      for (const row of rows) insert.run(...columns.map((column) => row[column] ?? null));
      database.exec("commit");
    },
    // On disk before anything is measured, or the writing back would be measured too.
    [Symbol.asyncDispose]: async () => {
      database.exec("pragma synchronous=full; pragma wal_checkpoint(truncate)");
      database.close();
    },
  };
}

export async function openPostgres(url: string): Promise<Database> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // As the server reads them: times and counts fit.
  const types = { getTypeParser: (oid: number) => (oid === 20 || oid === 23 ? Number : String) };
  return {
    run: async (statement) => void (await client.query(statement)),
    all: async <R extends Row>(query: string) => (await client.query<R>({ text: query, types })).rows,
    insert: async (table, rows) => {
      const columns = Object.keys(rows[0] ?? {}).join(", ");
      await client.query(
        `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1)`,
        [JSON.stringify(rows)],
      );
    },
    // As the server itself would have done by then.
    [Symbol.asyncDispose]: async () => {
      await client.query("vacuum analyze");
      await client.query("checkpoint");
      await client.end();
    },
  };
}
