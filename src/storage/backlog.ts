// How much waits to be done. Each number is counted up to a limit only, from an index: looking must never cost much.
import sql, { type Sql } from "sql-template-tag";
import type { Reader } from "./storage.ts";

export interface Backlog {
  /** Timers that are set, those that are due included. */
  readonly waiting: number;
  readonly due: number;
  readonly dead: number;
  /** Notices that are queued. */
  readonly notices: number;
}

export const mostCounted = 100_000;

const counted = (rows: Sql): Sql => sql`(select count(*) from (${rows} limit ${mostCounted}) as counted)`;

/** @param now epoch milliseconds */
export async function readBacklog(reader: Reader, now: number): Promise<Backlog> {
  const row = await reader.first<Backlog>(sql`
    select
      ${counted(sql`select 1 from timers where state = 'pending'`)} as waiting,
      ${counted(sql`select 1 from timers where state = 'pending' and due <= ${now}`)} as due,
      ${counted(sql`select 1 from timers where state = 'dead'`)} as dead,
      ${counted(sql`select 1 from event_queue_items`)} as notices`);
  return row ?? { waiting: 0, due: 0, dead: 0, notices: 0 };
}
