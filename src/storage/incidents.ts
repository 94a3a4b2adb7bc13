// Incident records: each a document, with columns that repeat what lists filter and sort by.
import sql, { empty, join, type Sql } from "sql-template-tag";
import type { Window } from "../domain/filters.ts";
import type { Incident } from "../domain/incident/incident.ts";
import type { Strand } from "../domain/incident/selection.ts";
import type { Reader, Transaction } from "./storage.ts";

interface Row {
  readonly document: string;
}

const incidentOf = ({ document }: Row): Incident => JSON.parse(document) as Incident;

const oneOf = (row: Row | undefined): Incident | undefined =>
  row === undefined ? undefined : incidentOf(row);

/** Listeners of this topic hear each incident that begins. */
export const incidentAdded = "incident-added";

export async function addIncident(tx: Transaction, it: Incident): Promise<void> {
  await tx.run(sql`
    insert into incidents (arn, account, status, impact, created_by, creation_time, document)
    values (${it.arn}, ${it.account}, ${it.status}, ${it.impact}, ${it.source.createdBy}, ${it.creationTime}, ${JSON.stringify(it)})`);
  tx.announce(incidentAdded, it);
}

const byArn = (arn: string): Sql => sql`select document from incidents where arn = ${arn}`;

export const findIncident = async (reader: Reader, arn: string): Promise<Incident | undefined> =>
  oneOf(await reader.first<Row>(byArn(arn)));

/** Holds the incident until the end of the transaction: `share` against being deleted, `update` against any change. */
export const lockIncident = async (
  tx: Transaction,
  arn: string,
  mode: "share" | "update",
): Promise<Incident | undefined> => oneOf(await tx.lock<Row>(byArn(arn), mode));

/**
 * For whoever makes something that goes with the incident, such as an engagement. Whoever resolves or deletes it at the same
 * time, and cannot see that, runs again. @returns false when the incident is not there
 */
export const holdIncident = async (tx: Transaction, arn: string): Promise<boolean> =>
  (await tx.run(sql`update incidents set status = status where arn = ${arn}`)) === 1;

/** For an incident that is held for update. */
export const saveIncident = (tx: Transaction, it: Incident): Promise<number> =>
  tx.run(sql`
    update incidents set status = ${it.status}, impact = ${it.impact}, document = ${JSON.stringify(it)}
    where arn = ${it.arn}`);

export const deleteIncident = (tx: Transaction, arn: string): Promise<number> =>
  tx.run(sql`delete from incidents where arn = ${arn}`);

interface IncidentList {
  readonly account: string;
  readonly strands: readonly Strand[];
  readonly created: Window;
  /** Only what comes after it: the creation time and ARN of the last incident already listed. */
  readonly after: readonly [creationTime: number, arn: string] | undefined;
  readonly limit: number;
}

/** SQLite joins at most 500 selects in one; a list without unusual filters has ten strands. */
const strandsPerQuery = 50;

/** Newest first; among equals, the greater ARN first. */
export async function listIncidents(reader: Reader, list: IncidentList): Promise<Incident[]> {
  const found: Incident[] = [];
  for (let from = 0; from < list.strands.length; from += strandsPerQuery) {
    const strands = list.strands.slice(from, from + strandsPerQuery);
    const rows = await reader.all<Row>(newestOf({ ...list, strands }));
    found.push(...rows.map(incidentOf));
  }
  return found.sort(newerFirst).slice(0, list.limit);
}

const newerFirst = (a: Incident, b: Incident): number =>
  b.creationTime - a.creationTime || (b.arn < a.arn ? -1 : 1);

/** Each strand gives what could be on the page from its index alone; the documents are read for the page only. */
const newestOf = (list: IncidentList): Sql => sql`
  select document from incidents where arn in (
    select arn from (${join(
      list.strands.map(
        (strand) => sql`select arn, creation_time from (${newestOfStrand(list, strand)}) as strand`,
      ),
      " union all ",
    )}) as every_strand
    order by creation_time desc, arn desc limit ${list.limit})
  order by creation_time desc, arn desc`;

const newestOfStrand = ({ account, created, after, limit }: IncidentList, strand: Strand): Sql => sql`
  select arn, creation_time from incidents
  where account = ${account} and status = ${strand.status} and impact = ${strand.impact}
  ${strand.createdBy === undefined ? empty : sql`and created_by = ${strand.createdBy}`}
  ${created.after === undefined ? empty : sql`and creation_time > ${created.after}`}
  ${created.before === undefined ? empty : sql`and creation_time < ${created.before}`}
  ${after === undefined ? empty : sql`and (creation_time, arn) < (${after[0]}, ${after[1]})`}
  order by creation_time desc, arn desc limit ${limit}`;
