// Heartbeats, by the account's name for them.
import sql, { type Sql } from "sql-template-tag";
import type { AlertStatus } from "../domain/alerts/alert.ts";
import type { Heartbeat } from "../domain/alerts/heartbeat.ts";
import type { Reader, Transaction } from "./storage.ts";

export type HeartbeatKey = Pick<Heartbeat, "account" | "name">;

interface Row {
  readonly account: string;
  readonly name: string;
  readonly plan_name: string;
  readonly period: number;
  readonly grace: number;
  readonly paused: number;
  readonly state: Heartbeat["state"];
  readonly since: number;
  readonly last_ping: number | null;
  readonly deadline: number | null;
  readonly postponed: number;
  readonly told: AlertStatus | null;
  readonly message: string | null;
  readonly created: number;
}

const read = (row: Row): Heartbeat => ({
  account: row.account,
  name: row.name,
  planName: row.plan_name,
  period: row.period,
  grace: row.grace,
  paused: row.paused === 1,
  state: row.state,
  since: row.since,
  lastPing: row.last_ping ?? undefined,
  deadline: row.deadline ?? undefined,
  postponed: row.postponed === 1,
  told: row.told ?? undefined,
  message: row.message ?? undefined,
  created: row.created,
});

const byKey = ({ account, name }: HeartbeatKey): Sql =>
  sql`select * from heartbeats where account = ${account} and name = ${name}`;

export const findHeartbeat = async (reader: Reader, key: HeartbeatKey): Promise<Heartbeat | undefined> => {
  const row = await reader.first<Row>(byKey(key));
  return row && read(row);
};

/** Keeps it as it is until the end of the transaction. */
export const lockHeartbeat = async (tx: Transaction, key: HeartbeatKey): Promise<Heartbeat | undefined> => {
  const row = await tx.lock<Row>(byKey(key), "update");
  return row && read(row);
};

/** Makes it, or writes all of it anew. */
export const saveHeartbeat = (tx: Transaction, it: Heartbeat): Promise<number> =>
  tx.run(sql`
    insert into heartbeats (account, name, plan_name, period, grace, paused, state, since,
      last_ping, deadline, postponed, told, message, created)
    values (${it.account}, ${it.name}, ${it.planName}, ${it.period}, ${it.grace}, ${it.paused ? 1 : 0}, ${it.state},
      ${it.since}, ${it.lastPing ?? null}, ${it.deadline ?? null}, ${it.postponed ? 1 : 0}, ${it.told ?? null},
      ${it.message ?? null}, ${it.created})
    on conflict (account, name) do update set
      plan_name = excluded.plan_name, period = excluded.period, grace = excluded.grace, paused = excluded.paused,
      state = excluded.state, since = excluded.since, last_ping = excluded.last_ping, deadline = excluded.deadline,
      postponed = excluded.postponed, told = excluded.told, message = excluded.message`);

export const removeHeartbeat = async (tx: Transaction, { account, name }: HeartbeatKey): Promise<boolean> =>
  (await tx.run(sql`delete from heartbeats where account = ${account} and name = ${name}`)) > 0;

/** Sorted by name, beginning after the given one. */
export const listHeartbeats = async (
  reader: Reader,
  account: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<Heartbeat[]> => {
  const rows = await reader.all<Row>(
    sql`select * from heartbeats where account = ${account} and name > ${after} order by name limit ${limit}`,
  );
  return rows.map(read);
};
