// What may have caused an incident: deployments and stack updates near its start.
import sql, { empty, join } from "sql-template-tag";
import type { Finding } from "../contract/incidents/finding.ts";
import type { Reader, Transaction } from "./storage.ts";

interface Row {
  readonly id: string;
  readonly creation_time: number;
  readonly last_modified_time: number;
  readonly details: string | null;
}

const columns = sql`id, creation_time, last_modified_time, details`;

/** The times within the details of every kind of finding. */
const timeNames: ReadonlySet<string> = new Set(["startTime", "endTime"]);

const detailsOf = (text: string): Finding["details"] =>
  JSON.parse(text, (name, value: unknown) =>
    timeNames.has(name) && typeof value === "string" ? new Date(value) : value,
  ) as Finding["details"];

const findingOf = (row: Row): Finding => ({
  id: row.id,
  creationTime: new Date(row.creation_time),
  lastModifiedTime: new Date(row.last_modified_time),
  details: row.details === null ? undefined : detailsOf(row.details),
});

/** Adds the finding, or replaces the one with its id. The incident must be there and held by the transaction. */
export const putFinding = (tx: Transaction, incidentArn: string, it: Finding): Promise<number> =>
  tx.run(sql`
    insert into findings (incident_arn, id, creation_time, last_modified_time, details)
    values (${incidentArn}, ${it.id}, ${it.creationTime.getTime()}, ${it.lastModifiedTime.getTime()},
      ${it.details === undefined ? null : JSON.stringify(it.details)})
    on conflict (incident_arn, id) do update
    set last_modified_time = excluded.last_modified_time, details = excluded.details`);

/** Those of the ids that are there, in no order. */
export const findFindings = async (
  reader: Reader,
  incidentArn: string,
  ids: readonly string[],
): Promise<Finding[]> => {
  if (ids.length === 0) return [];
  const rows = await reader.all<Row>(
    sql`select ${columns} from findings where incident_arn = ${incidentArn} and id in (${join(ids)})`,
  );
  return rows.map(findingOf);
};

/** By id. @param after the id of the last finding already listed */
export const listFindings = async (
  reader: Reader,
  list: { readonly incidentArn: string; readonly after: string | undefined; readonly limit: number },
): Promise<Finding[]> => {
  const rows = await reader.all<Row>(sql`
    select ${columns} from findings
    where incident_arn = ${list.incidentArn} ${list.after === undefined ? empty : sql`and id > ${list.after}`}
    order by id limit ${list.limit}`);
  return rows.map(findingOf);
};

/** Wherever it is a finding already. */
export const updateFinding = (tx: Transaction, it: Finding): Promise<number> =>
  tx.run(sql`
    update findings set last_modified_time = ${it.lastModifiedTime.getTime()},
      details = ${it.details === undefined ? null : JSON.stringify(it.details)}
    where id = ${it.id}`);

/** The open incidents without it, that began at the time or before it and have fewer than `most`; the newest. */
export const incidentsWithoutFinding = async (
  reader: Reader,
  of: {
    readonly account: string;
    readonly id: string;
    readonly until: number;
    readonly most: number;
    readonly limit: number;
  },
): Promise<string[]> => {
  const rows = await reader.all<{ arn: string }>(sql`
    select arn from incidents
    where account = ${of.account} and status = 'OPEN' and creation_time <= ${of.until}
      and not exists (select 1 from findings where incident_arn = arn and id = ${of.id})
      and (select count(*) from findings where incident_arn = arn) < ${of.most}
    order by creation_time desc limit ${of.limit}`);
  return rows.map(({ arn }) => arn);
};
