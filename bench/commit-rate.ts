// How fast an engine itself commits the rows of one incident: the same rows with new keys, and nothing around them.
import { randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { measure, type Measured } from "./load.ts";

/** What StartIncident writes, by table, and the column in which its rows name the incident. */
const tables = {
  incidents: "arn",
  open_dedupes: "incident_arn",
  timeline_events: "incident_arn",
  related_items: "incident_arn",
  tags: "arn",
} as const;

type Row = Record<string, unknown>;
interface Written {
  readonly table: string;
  readonly rows: readonly Row[];
}

interface Insert {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Every text that names the incident, its tokens or its dedupe string gets another ending. */
const renamed = (row: Row, arn: string, ending: string): Row =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      value === arn || column === "token" || column === "dedupe_key" || column === "id"
        ? `${String(value)}${ending}`
        : value,
    ]),
  );

const insertsOf = (written: readonly Written[], arn: string, placeholder: (n: number) => string) => {
  // Another level's copies are there already: each has endings of its own.
  const series = randomUUID().slice(0, 8);
  let copies = 0;
  return (): Insert[] => {
    const ending = `-${series}-${copies++}`;
    return written.flatMap(({ table, rows }) =>
      rows.map((row) => {
        const copy = renamed(row, arn, ending);
        const columns = Object.keys(copy);
        return {
          text: `insert into ${table} (${columns.join(", ")}) values (${columns.map((_, n) => placeholder(n + 1)).join(", ")})`,
          values: Object.values(copy),
        };
      }),
    );
  };
};

/** One connection, one commit at a time, each on disk before the next: `synchronous=FULL`. */
export async function sqliteCommitRate(path: string, seconds: number): Promise<Measured> {
  using database = new DatabaseSync(path);
  database.exec("pragma journal_mode=wal; pragma synchronous=full; pragma locking_mode=exclusive");
  const arn = String(database.prepare("select arn from incidents order by arn desc limit 1").get()?.["arn"]);
  const all = (query: string, ...values: string[]): Row[] => database.prepare(query).all(...values);
  const written: Written[] = Object.entries(tables).map(([table, column]) => ({
    table,
    rows: all(`select * from ${table} where ${column} = ?`, arn),
  }));
  written.push({
    table: "idempotency_tokens",
    rows: all("select * from idempotency_tokens where answer like ?", `%${arn}%`),
  });
  const next = insertsOf(written, arn, () => "?");
  const prepared = new Map<string, ReturnType<DatabaseSync["prepare"]>>();
  const commit = async (): Promise<void> => {
    database.exec("begin immediate");
    for (const { text, values } of next()) {
      const statement = prepared.get(text) ?? database.prepare(text);
      prepared.set(text, statement);
      statement.run(...(values as string[]));
    }
    database.exec("commit");
  };
  return await measure({ callers: 1, seconds, call: commit });
}

/** As many connections as callers, prepared statements, one transaction each. */
export async function postgresCommitRate(url: string, callers: number, seconds: number): Promise<Measured> {
  const clients = await Promise.all(
    Array.from({ length: callers }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  const [first] = clients;
  if (first === undefined) throw new Error("no callers");
  const all = async (query: string, ...values: string[]): Promise<Row[]> =>
    (await first.query<Row>(query, values)).rows;
  const [found] = await all("select arn from incidents order by arn desc limit 1");
  const arn = String(found?.["arn"]);
  const written: Written[] = [];
  for (const [table, column] of Object.entries(tables))
    written.push({ table, rows: await all(`select * from ${table} where ${column} = $1`, arn) });
  written.push({
    table: "idempotency_tokens",
    rows: await all("select * from idempotency_tokens where answer like $1", `%${arn}%`),
  });
  const next = insertsOf(written, arn, (n) => `$${n}`);
  const names = new Map<string, string>();
  const commit = async (caller: number): Promise<void> => {
    const client = clients[caller] ?? first;
    await client.query("begin isolation level repeatable read");
    for (const { text, values } of next()) {
      const name = names.get(text) ?? `insert_${names.size}`;
      names.set(text, name);
      await client.query({ name, text, values: [...values] });
    }
    await client.query("commit");
  };
  try {
    return await measure({ callers, seconds, call: commit });
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
