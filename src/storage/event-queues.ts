// What waits to be told: a queue for each destination and subject, in order. While a queue is not empty its timer is set.
import sql, { bulk } from "sql-template-tag";
import type { LoggedEvent } from "../domain/notices/logged-event.ts";
import { timeOfId } from "../domain/sortable-id.ts";
import { blocksOf } from "./blocks.ts";
import type { Reader, Transaction } from "./storage.ts";
import { putTimer, timersTopic } from "./timers.ts";

/** The kind of the timers of queues. */
export const deliveringNotice = "deliver-notice";

export interface QueueKey {
  /** Such as `topic:<id of the binding>`. */
  readonly destination: string;
  /** The ARN of an incident, or what else keeps events apart. */
  readonly subject: string;
}

/** The payload of the timer. */
export interface ToDeliver extends QueueKey {
  /** Of the notice at the head. */
  readonly failures: number;
}

export const queueTimer = ({ destination, subject }: QueueKey): { kind: string; key: string } => ({
  kind: deliveringNotice,
  key: `${destination} ${subject}`,
});

interface Counted {
  readonly destination: string;
  readonly written: number;
  readonly taken: number;
}

/**
 * Puts the events (at least one, all of the subject) at the end of the queue of each destination (at least one). The row
 * of the queue is held, here and by whoever takes from it: so a timer is set by one of the two, whichever comes last.
 */
export async function enqueue(
  tx: Transaction,
  events: readonly LoggedEvent[],
  { subject, destinations }: { readonly subject: string; readonly destinations: readonly string[] },
): Promise<void> {
  const account = events[0]?.account ?? "";
  const sorted = [...new Set(destinations)].sort();
  const rows = sorted.map((it) => [it, subject, account, events.length, 0, 0]);
  const queues = await tx.all<Counted>(sql`
    insert into event_queues (destination, subject, account, written, taken, given_up) values ${bulk(rows)}
    on conflict (destination, subject) do update set written = event_queues.written + excluded.written
    returning destination, written, taken`);
  const items = queues.flatMap(({ destination, written }) =>
    events.map(({ id }, index) => [destination, subject, written - events.length + 1 + index, account, id]),
  );
  for (const block of blocksOf(items))
    await tx.run(sql`
      insert into event_queue_items (destination, subject, position, account, event_id) values ${bulk(block)}`);
  const due = Math.max(...events.map(({ id }) => timeOfId(id)));
  for (const { destination, written, taken } of queues)
    if (written - taken === events.length) await wake(tx, { destination, subject }, due);
}

async function wake(tx: Transaction, key: QueueKey, due: number): Promise<void> {
  const payload: ToDeliver = { ...key, failures: 0 };
  await putTimer(tx, { ...queueTimer(key), due, payload: JSON.stringify(payload) });
  tx.announce(timersTopic, due);
}

export interface Head {
  readonly account: string;
  readonly eventId: string;
  readonly position: number;
  readonly state: unknown;
}

interface HeadRow {
  readonly account: string;
  readonly state: string | null;
  readonly position: number;
  readonly event_id: string;
}

/** What is to be delivered next; undefined when nothing waits. */
export async function headOf(reader: Reader, { destination, subject }: QueueKey): Promise<Head | undefined> {
  const row = await reader.first<HeadRow>(sql`
    select queue.account, queue.state, item.position, item.event_id
    from event_queues queue join event_queue_items item
      on item.destination = queue.destination and item.subject = queue.subject and item.position = queue.taken + 1
    where queue.destination = ${destination} and queue.subject = ${subject}`);
  if (row === undefined) return undefined;
  const state = row.state === null ? undefined : (JSON.parse(row.state) as unknown);
  return { account: row.account, eventId: row.event_id, position: row.position, state };
}

/** How the delivery of a head ended for good. */
export interface Taken {
  readonly position: number;
  /** Replaces what was kept; undefined: it stays. */
  readonly state?: unknown;
  /** Why it was given up, at epoch milliseconds. */
  readonly givenUp?: { readonly said: string; readonly at: number };
}

/** Listeners of this topic hear of each notice that was brought, or given up. */
export const noticeEnded = "notice-ended";

export interface EndedNotice {
  /** Of its destination: `slack`. */
  readonly kind: string;
  readonly outcome: "arrived" | "given_up";
}

/** Takes the head away. @returns how many wait behind it; undefined when the queue is gone, or the head is another by now */
export async function takeHead(
  tx: Transaction,
  { destination, subject }: QueueKey,
  { position, state, givenUp }: Taken,
): Promise<number | undefined> {
  const queue = await tx.lock<Counted>(
    sql`select destination, written, taken from event_queues where destination = ${destination} and subject = ${subject}`,
    "update",
  );
  if (queue === undefined || queue.taken + 1 !== position) return undefined;
  await tx.run(sql`
    delete from event_queue_items
    where destination = ${destination} and subject = ${subject} and position = ${position}`);
  await tx.run(sql`
    update event_queues set taken = ${position},
      state = coalesce(${state === undefined ? null : JSON.stringify(state)}, state),
      given_up = given_up + ${givenUp === undefined ? 0 : 1},
      last_failure = coalesce(${givenUp?.said ?? null}, last_failure),
      last_failure_time = coalesce(${givenUp?.at ?? null}, last_failure_time)
    where destination = ${destination} and subject = ${subject}`);
  return queue.written - position;
}

/** Drops the queue with all that waits in it. */
export async function dropQueue(tx: Transaction, { destination, subject }: QueueKey): Promise<void> {
  await tx.run(sql`delete from event_queues where destination = ${destination} and subject = ${subject}`);
  await tx.run(
    sql`delete from event_queue_items where destination = ${destination} and subject = ${subject}`,
  );
}

/** What did not arrive at a destination. */
export interface Failures {
  readonly destination: string;
  /** Notices that were given up. */
  readonly count: number;
  /** Why the last one was. */
  readonly last: string;
  /** Epoch milliseconds. */
  readonly lastTime: number;
}

interface FailureRow {
  readonly destination: string;
  readonly given_up: number;
  readonly last_failure: string;
  readonly last_failure_time: number;
}

/** Of every destination of the account at which something did not arrive. */
export async function failuresOf(reader: Reader, account: string): Promise<Map<string, Failures>> {
  const rows = await reader.all<FailureRow>(sql`
    select destination, given_up, last_failure, last_failure_time from event_queues
    where account = ${account} and given_up > 0 order by last_failure_time desc limit 1000`);
  const found = new Map<string, Failures>();
  for (const row of rows) {
    const { destination } = row;
    const latest = found.get(destination);
    found.set(
      destination,
      latest === undefined
        ? { destination, count: row.given_up, last: row.last_failure, lastTime: row.last_failure_time }
        : { ...latest, count: latest.count + row.given_up },
    );
  }
  return found;
}

/**
 * Empty queues whose incident is gone, or that never had one; failures are remembered until the given time (epoch
 * milliseconds). At most `limit`; answers how many.
 */
export const forgetQueues = (tx: Transaction, failedBefore: number, limit: number): Promise<number> =>
  tx.run(sql`
    delete from event_queues where (destination, subject) in (
      select destination, subject from event_queues
      where written = taken and coalesce(last_failure_time, 0) < ${failedBefore}
        and not exists (select arn from incidents where incidents.arn = event_queues.subject)
      limit ${limit})`);
