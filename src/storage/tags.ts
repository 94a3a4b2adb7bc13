// The tags of response plans, incidents and replication sets. Whoever changes them holds the resource's own row.
import sql, { type Sql, join } from "sql-template-tag";
import type { Named } from "../domain/arn.ts";
import type { Reader, Transaction } from "./storage.ts";

export type Tags = Record<string, string>;

/** Empty for what has none, be it there or not. */
export async function readTags(reader: Reader, arn: string): Promise<Tags> {
  const row = await reader.first<{ tags: string }>(sql`select tags from tags where arn = ${arn}`);
  return row === undefined ? {} : (JSON.parse(row.tags) as Tags);
}

/** By ARN; those that have none are left out. @param arns at most 10,000 */
export async function readAllTags(
  reader: Reader,
  arns: readonly string[],
): Promise<ReadonlyMap<string, Tags>> {
  if (arns.length === 0) return new Map();
  const rows = await reader.all<{ arn: string; tags: string }>(
    sql`select arn, tags from tags where arn in (${join(arns)})`,
  );
  return new Map(rows.map(({ arn, tags }) => [arn, JSON.parse(tags) as Tags]));
}

interface Tagged {
  /** The resource's ARN. */
  readonly arn: string;
  readonly account: string;
}

/** Replaces all tags of the resource. */
export const writeTags = (tx: Transaction, { arn, account }: Tagged, tags: Tags): Promise<number> =>
  Object.keys(tags).length === 0
    ? forgetTags(tx, arn)
    : tx.run(sql`
        insert into tags (arn, account, tags) values (${arn}, ${account}, ${JSON.stringify(tags)})
        on conflict (arn) do update set tags = excluded.tags`);

/** To be called when the resource goes. */
export const forgetTags = (tx: Transaction, arn: string): Promise<number> =>
  tx.run(sql`delete from tags where arn = ${arn}`);

/** The one row that stands for the resource. */
function rowOf(named: Named, arn: string): Sql {
  if (named.kind === "replication-set") return sql`select account from replication_sets where arn = ${arn}`;
  if (named.kind === "incident-record") return sql`select account from incidents where arn = ${arn}`;
  return sql`select account from response_plans where account = ${named.account} and name = ${named.name}`;
}

export const isThere = async (reader: Reader, named: Named, arn: string): Promise<boolean> =>
  (await reader.first(rowOf(named, arn))) !== undefined;

/** Holds the resource until the end of the transaction. @returns false when it is not there */
export const lockTagged = async (tx: Transaction, named: Named, arn: string): Promise<boolean> =>
  (await tx.lock(rowOf(named, arn), "update")) !== undefined;
