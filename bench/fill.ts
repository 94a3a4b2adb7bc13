// Puts very many incidents into a database, as copies of one, without the server.
import { DatabaseSync } from "node:sqlite";
import pg from "pg";

const perStatement = 10_000;

/** Every copy has keys of its own and lies a second before the one before it. */
const statements = (arn: string, from: number): readonly string[] => {
  const numbers = `with recursive n(n) as (select ${from} union all select n + 1 from n where n < ${from + perStatement - 1})`;
  const copy = `'${arn}' || '-' || n`;
  return [
    `${numbers} insert into incidents (arn, account, status, impact, created_by, creation_time, document)
       select ${copy}, account, status, impact, created_by, creation_time - n * 1000, document from incidents, n where arn = '${arn}'`,
    `${numbers} insert into open_dedupes (account, dedupe_key, incident_arn)
       select account, dedupe_key || '-' || n, ${copy} from open_dedupes, n where incident_arn = '${arn}'`,
    `${numbers} insert into timeline_events (incident_arn, event_time, id, event_type, updated_time, event_data, event_references)
       select ${copy}, event_time, id, event_type, updated_time, event_data, event_references from timeline_events, n where incident_arn = '${arn}'`,
    `${numbers} insert into tags (arn, account, tags) select ${copy}, account, tags from tags, n where arn = '${arn}'`,
  ];
};

/** @param path of a database that no server has open, with at least one incident */
export function fillSqlite(path: string, incidents: number): void {
  using database = new DatabaseSync(path);
  database.exec("pragma journal_mode=wal; pragma synchronous=off; pragma cache_size=-200000");
  const arn = String(database.prepare("select min(arn) as arn from incidents").get()?.["arn"]);
  for (let from = 1; from <= incidents; from += perStatement)
    for (const statement of statements(arn, from)) database.exec(statement);
  // On disk before anything is measured, or the writing back would be measured too.
  database.exec("pragma synchronous=full; pragma wal_checkpoint(truncate)");
}

export async function fillPostgres(url: string, incidents: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ arn: string }>("select min(arn) as arn from incidents");
  const arn = rows[0]?.arn ?? "";
  for (let from = 1; from <= incidents; from += perStatement)
    for (const statement of statements(arn, from)) await client.query(statement);
  await client.query("vacuum analyze");
  await client.end();
}
