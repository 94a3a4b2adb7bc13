// The causes of alerts, one row each: held by whoever takes an alert in.
import sql, { empty, type Sql } from "sql-template-tag";
import type { AlertOutcome, AlertStatus } from "../domain/alerts/alert.ts";
import { type Cause, forgottenAt } from "../domain/alerts/cause.ts";
import type { Reader, Transaction } from "./storage.ts";

interface Row {
  readonly document: string;
}

const causeOf = ({ document }: Row): Cause => JSON.parse(document) as Cause;

interface CauseKey {
  readonly account: string;
  readonly id: string;
}

/** Holds it until the end of the transaction. Several are to be held in the order of their ids. */
export async function lockCause(tx: Transaction, { account, id }: CauseKey): Promise<Cause | undefined> {
  const row = await tx.lock<Row>(
    sql`select document from alerts where account = ${account} and id = ${id}`,
    "update",
  );
  return row === undefined ? undefined : causeOf(row);
}

/** Listeners of this topic hear what became of each alert. */
export const alertSettled = "alert-settled";

export interface SettledAlert {
  readonly source: string;
  readonly outcome: AlertOutcome;
}

/** For a cause that is held, or was not there. */
export const saveCause = (tx: Transaction, it: Cause): Promise<number> =>
  tx.run(sql`
    insert into alerts (account, id, plan_name, status, incident_arn, opened, suppressed_until,
      last_seen, forget_at, document)
    values (${it.account}, ${it.id}, ${it.planName}, ${it.status}, ${it.incident ?? null},
      ${it.opened === true ? 1 : 0}, ${it.suppressed?.until ?? null}, ${it.lastSeen}, ${forgottenAt(it)}, ${JSON.stringify(it)})
    on conflict (account, id) do update set
      status = excluded.status, incident_arn = excluded.incident_arn, opened = excluded.opened,
      suppressed_until = excluded.suppressed_until,
      last_seen = excluded.last_seen, forget_at = excluded.forget_at, document = excluded.document`);

interface OfIncident {
  readonly account: string;
  readonly incident: string;
}

/** Of the causes that belong to an incident: how many fire, and whether one of them opened it. */
export async function causesOf(
  reader: Reader,
  { account, incident }: OfIncident,
): Promise<{ readonly firing: number; readonly opened: boolean }> {
  const rows = await reader.all<{
    readonly status: string;
    readonly opened: number;
    readonly causes: number;
  }>(sql`
    select status, opened, count(*) as causes from alerts
    where account = ${account} and incident_arn = ${incident} group by status, opened`);
  const firing = rows.filter(({ status }) => status === "FIRING");
  return {
    firing: firing.reduce((sum, { causes }) => sum + causes, 0),
    opened: rows.some(({ opened }) => opened === 1),
  };
}

/** The ids of causes that a maintenance window covered when they were last looked at, sorted. */
export const suppressedCauses = async (
  reader: Reader,
  account: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<string[]> =>
  (
    await reader.all<{ readonly id: string }>(sql`
      select id from alerts where account = ${account} and suppressed_until is not null and id > ${after}
      order by id limit ${limit}`)
  ).map(({ id }) => id);

/** All of them are to be looked at again at the instant, if that is sooner. */
export const lookSoonerAtSuppressed = (tx: Transaction, account: string, instant: number): Promise<number> =>
  tx.run(sql`
    update alerts set suppressed_until = ${instant}
    where account = ${account} and suppressed_until > ${instant}`);

/** When the first of them is to be looked at again: epoch milliseconds. */
export const nextSuppressionEnd = async (reader: Reader, account: string): Promise<number | undefined> => {
  const row = await reader.first<{ readonly suppressed_until: number }>(sql`
    select suppressed_until from alerts where account = ${account} and suppressed_until is not null
    order by suppressed_until limit 1`);
  return row?.suppressed_until;
};

export interface CauseList {
  readonly account: string;
  readonly planName?: string | undefined;
  readonly status?: AlertStatus | undefined;
  /** Only what comes after it: when it was last seen, and the id, of the last one already listed. */
  readonly after?: readonly [lastSeen: number, id: string] | undefined;
  readonly limit: number;
}

const statuses: readonly AlertStatus[] = ["FIRING", "RESOLVED"];

/** Those seen last come first; among equals, the greater id first. */
export async function listCauses(reader: Reader, list: CauseList): Promise<Cause[]> {
  const found: Cause[] = [];
  for (const status of list.status === undefined ? statuses : [list.status])
    found.push(...(await reader.all<Row>(newest(list, status))).map(causeOf));
  return found.sort((a, b) => b.lastSeen - a.lastSeen || (b.id < a.id ? -1 : 1)).slice(0, list.limit);
}

/** From one stretch of an index, in the list's order. */
const newest = ({ account, planName, after, limit }: CauseList, status: AlertStatus): Sql => sql`
  select document from alerts where account = ${account} and status = ${status}
  ${planName === undefined ? empty : sql`and plan_name = ${planName}`}
  ${after === undefined ? empty : sql`and (last_seen, id) < (${after[0]}, ${after[1]})`}
  order by last_seen desc, id desc limit ${limit}`;

/** Forgets at most `limit` whose time has come; answers how many. @param now epoch milliseconds */
export const forgetCauses = (tx: Transaction, now: number, limit: number): Promise<number> =>
  tx.run(sql`
    delete from alerts where (account, id) in (
      select account, id from alerts where forget_at <= ${now} order by forget_at limit ${limit})`);
