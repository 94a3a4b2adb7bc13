// The table of timers. Times are epoch milliseconds: `due` by the program's clock, leases by the wall clock.
import { randomUUID } from "node:crypto";
import sql, { join, type Sql } from "sql-template-tag";
import type { Reader, Transaction } from "./storage.ts";

/** On which topic this process's runner hears of new timers; the detail is when they are due. */
export const timersTopic = "timers";

export interface TimerRow {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly due: number;
  /** JSON. */
  readonly payload: string;
  /** Changes whenever the timer is set, claimed or given back: a run may commit as long as it has not. */
  readonly fence: number;
  /** Runs begun since it was set. */
  readonly attempts: number;
  readonly last_error: string | null;
}

/** One run of a timer: nobody else's fence is the same. */
export type Held = Pick<TimerRow, "id" | "fence">;

const columns = sql`id, kind, key, due, payload, fence, attempts, last_error`;
const unheld = sql`holder = null, lease_until = 0, fence = fence + 1`;

/** Replaces the timer of the same name. A run of it keeps its lease until it ends, but can no longer commit. */
export const putTimer = (
  tx: Transaction,
  timer: Pick<TimerRow, "kind" | "key" | "due" | "payload">,
): Promise<number> =>
  tx.run(sql`
    insert into timers (id, kind, key, due, payload, state, fence, attempts, lease_until)
    values (${randomUUID()}, ${timer.kind}, ${timer.key}, ${timer.due}, ${timer.payload}, 'pending', 1, 0, 0)
    on conflict (kind, key) do update set
      due = excluded.due, payload = excluded.payload, state = 'pending',
      fence = timers.fence + 1, attempts = 0, last_error = null`);

export const removeTimer = (tx: Transaction, kind: string, key: string): Promise<number> =>
  tx.run(sql`delete from timers where kind = ${kind} and key = ${key}`);

/** Which timers a runner can take: pending, of kinds that it knows, and without a lease now (by the wall clock). */
export interface Takeable {
  readonly kinds: readonly string[];
  readonly wallNow: number;
}

/** Added to nothing, the kind lures no planner away from the index by due: to the one by kind, with all the timers of a year in it. */
const takeable = ({ kinds, wallNow }: Takeable): Sql =>
  sql`state = 'pending' and lease_until <= ${wallNow} and kind || '' in (${join(kinds)})`;

/** When the first of them is due: past or future. */
export const firstDue = async (reader: Reader, which: Takeable): Promise<number | undefined> =>
  (
    await reader.first<{ due: number }>(
      sql`select due from timers where ${takeable(which)} order by due limit 1`,
    )
  )?.due;

/** When the first lease of another run ends, among the timers due by `until`. */
export const firstLeaseEnd = async (
  reader: Reader,
  { kinds, wallNow }: Takeable,
  until: number,
): Promise<number | undefined> =>
  (
    await reader.first<{ lease_until: number }>(sql`
      select lease_until from timers
      where state = 'pending' and due <= ${until} and lease_until > ${wallNow} and kind in (${join(kinds)})
      order by lease_until limit 1`)
  )?.lease_until;

interface Claim extends Takeable {
  readonly now: number;
  readonly holder: string;
  readonly leaseUntil: number;
  readonly limit: number;
}

/** Takes the timers that are due, earliest first. */
export const claimTimers = async (tx: Transaction, claim: Claim): Promise<TimerRow[]> => {
  const free = await tx.lockAvailable<{ id: string }>(sql`
    select id from timers where ${takeable(claim)} and due <= ${claim.now}
    order by due, kind, key limit ${claim.limit}`);
  if (free.length === 0) return [];
  const ids = free.map(({ id }) => id);
  const claimed = await tx.all<TimerRow>(sql`
    update timers set
      holder = ${claim.holder}, lease_until = ${claim.leaseUntil}, fence = fence + 1, attempts = attempts + 1
    where id in (${join(ids)}) returning ${columns}`);
  return claimed.sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
};

/** @returns those that the holder still has, each with the fence that it has now */
export const renewLeases = (
  tx: Transaction,
  { ids, holder, leaseUntil }: { ids: readonly string[]; holder: string; leaseUntil: number },
): Promise<Held[]> =>
  tx.all<Held>(sql`
    update timers set lease_until = ${leaseUntil}
    where id in (${join(ids)}) and holder = ${holder} returning id, fence`);

export const isHeld = async (reader: Reader, { id, fence }: Held): Promise<boolean> =>
  (await reader.first(sql`select id from timers where id = ${id} and fence = ${fence}`)) !== undefined;

/** For each of these: @returns whether the run still held the timer */
export const endTimer = async (tx: Transaction, { id, fence }: Held): Promise<boolean> =>
  (await tx.run(sql`delete from timers where id = ${id} and fence = ${fence}`)) > 0;

export const keepTimer = async (
  tx: Transaction,
  { id, fence }: Held,
  { due, payload }: { due: number; payload: string },
): Promise<boolean> =>
  (await tx.run(sql`
    update timers set due = ${due}, payload = ${payload}, attempts = 0, last_error = null, ${unheld}
    where id = ${id} and fence = ${fence}`)) > 0;

export const failTimer = async (
  tx: Transaction,
  { id, fence }: Held,
  { due, error }: { due: number; error: string },
): Promise<boolean> =>
  (await tx.run(sql`
    update timers set due = ${due}, last_error = ${error}, ${unheld}
    where id = ${id} and fence = ${fence}`)) > 0;

export const buryTimer = async (tx: Transaction, { id, fence }: Held, error: string): Promise<boolean> =>
  (await tx.run(sql`
    update timers set state = 'dead', last_error = ${error}, ${unheld}
    where id = ${id} and fence = ${fence}`)) > 0;

/** As if the run had never begun. */
export const giveBackTimer = async (tx: Transaction, { id, fence }: Held, due: number): Promise<boolean> =>
  (await tx.run(sql`
    update timers set due = ${due}, attempts = attempts - 1, ${unheld}
    where id = ${id} and fence = ${fence}`)) > 0;

/**
 * Lets go of a timer that was set anew during the run, so that it can run again at once. One with attempts has been
 * claimed since: a run of the same holder that had lost its lease must not take it from the next.
 */
export const releaseTimer = (tx: Transaction, id: string, holder: string): Promise<number> =>
  tx.run(sql`update timers set ${unheld} where id = ${id} and holder = ${holder} and attempts = 0`);

/** Only where no other process can be running timers. */
export const releaseAllTimers = (tx: Transaction): Promise<number> =>
  tx.run(sql`update timers set ${unheld} where holder is not null`);

/** Those that have used up their attempts, by due and id, after the given one. */
export const deadTimers = (
  reader: Reader,
  { after, limit }: { after?: Pick<TimerRow, "due" | "id">; limit: number },
): Promise<TimerRow[]> =>
  reader.all<TimerRow>(sql`
    select ${columns} from timers
    where state = 'dead' and (due, id) > (${after?.due ?? -1}, ${after?.id ?? ""})
    order by due, id limit ${limit}`);

export const reviveTimer = async (tx: Transaction, id: string, due: number): Promise<boolean> =>
  (await tx.run(sql`
    update timers set state = 'pending', due = ${due}, attempts = 0, ${unheld}
    where id = ${id} and state = 'dead'`)) > 0;
