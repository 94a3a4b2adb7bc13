// Takes notices from a queue, one a run, to their destination; in order, each once as far as that can be promised.
import type { Clock } from "../clock.ts";
import { parseArn } from "../domain/arn.ts";
import type { Incident } from "../domain/incident/incident.ts";
import type { Links } from "../domain/messages/links.ts";
import type { Carried, Notice, NoticedIncident } from "../domain/notices/destination.ts";
import { documentOf } from "../domain/notices/logged-event.ts";
import { pauseBefore } from "../domain/notices/retry.ts";
import {
  dropQueue,
  headOf,
  queueTimer,
  takeHead,
  type Taken,
  type ToDeliver,
  type EndedNotice,
  noticeEnded,
} from "../storage/event-queues.ts";
import { findLoggedEvent } from "../storage/events.ts";
import { findIncident } from "../storage/incidents.ts";
import type { Reader, Storage, Transaction } from "../storage/storage.ts";
import { setTimer } from "../timers/set-timer.ts";
import type { Handler, TimerContext } from "../timers/timers.ts";
import { type Destinations, type Route, routeOf } from "./route-of-destination.ts";

export interface ToDeliverNotices {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly destinations: Destinations;
  readonly links: Links;
  /** Without a slash at the end. */
  readonly publicUrl: string | undefined;
  /** Of what happens in none. */
  readonly region: string;
}

/** How long a destination may take. The time limit of the timer's kind is longer. */
const carryingLimit = 30_000;

/**
 * If the process dies before the notice is sent, nothing has happened; between that and the end, it is sent once more
 * under the same key. The end takes it from the queue and sets the timer for the next, in one transaction.
 */
export const deliverNotice =
  (given: ToDeliverNotices): Handler =>
  async (timer, run) => {
    const to = timer.payload as ToDeliver;
    const next = await given.storage.read((reader) => nextOf(given, reader, to));
    if (next === "nothing") await run.finish();
    else if (next === "unwanted") await run.finish((tx) => dropQueue(tx, to));
    else await deliver(given, run, { to, next });
  };

async function deliver(
  given: ToDeliverNotices,
  run: TimerContext,
  { to, next: { route, notice, position } }: { readonly to: ToDeliver; readonly next: Next },
): Promise<void> {
  if (notice === undefined || !route.wants(notice.event)) {
    await run.finish((tx) => goOn(given, tx, { to, taken: { position } }));
    return;
  }
  const carried = await carry(route, notice, run.signal);
  run.signal.throwIfAborted();
  await conclude(given, run, { to, route, notice, position, carried });
}

interface Next {
  readonly route: Route;
  readonly position: number;
  /** Absent when the log has forgotten the event. */
  readonly notice: Notice | undefined;
}

async function nextOf(
  given: ToDeliverNotices,
  reader: Reader,
  { destination, subject }: ToDeliver,
): Promise<Next | "nothing" | "unwanted"> {
  const head = await headOf(reader, { destination, subject });
  if (head === undefined) return "nothing";
  const incident = noticed(await findIncident(reader, subject));
  const route = await routeOf(given.destinations, reader, { destination, incident });
  const isGone = incident === undefined && parseArn(subject)?.kind === "incident-record";
  if (route === undefined || (route.needsIncident && isGone)) return "unwanted";
  const event = await findLoggedEvent(reader, head.eventId);
  const notice = event && {
    event: documentOf(event, given.region),
    incident,
    config: route.config,
    state: head.state,
    key: `${event.id}.${destination.slice(destination.indexOf(":") + 1)}`,
    links: linksOf(given, incident),
  };
  return { route, position: head.position, notice };
}

export const noticed = (it: Incident | undefined): NoticedIncident | undefined => {
  const named = it && parseArn(it.arn);
  if (it === undefined || named?.kind !== "incident-record") return undefined;
  const { arn, account, title, summary, status, impact, creationTime, resolvedTime } = it;
  const { planName } = named;
  return { arn, account, title, summary, status, impact, planName, creationTime, resolvedTime };
};

const linksOf = (
  { links, publicUrl, clock }: ToDeliverNotices,
  incident: NoticedIncident | undefined,
): Notice["links"] => ({
  tocsin: publicUrl,
  incident:
    incident && links.toIncident({ account: incident.account, incident: incident.arn, now: clock.now() }),
});

/** Never fails: what throws or takes too long may come to its senses. */
async function carry({ kind }: Route, notice: Notice, run: AbortSignal): Promise<Carried> {
  const limit = AbortSignal.timeout(carryingLimit);
  const signal = AbortSignal.any([run, limit]);
  const ended = Promise.withResolvers<Carried>();
  const said = `no answer within ${carryingLimit / 1000} seconds`;
  signal.addEventListener("abort", () => ended.resolve({ outcome: "failed", said }), { once: true });
  try {
    return await Promise.race([kind.carry(notice, signal), ended.promise]);
  } catch (error) {
    return { outcome: "failed", said: error instanceof Error ? error.message : "it failed without a word" };
  }
}

interface Concluding {
  readonly to: ToDeliver;
  readonly route: Route;
  readonly notice: Notice;
  readonly position: number;
  readonly carried: Carried;
}

async function conclude(
  given: ToDeliverNotices,
  run: TimerContext,
  { to, route, notice: { incident, state: before }, position, carried }: Concluding,
): Promise<void> {
  const end = (taken: Taken) =>
    run.finish(async (tx) => {
      if (incident !== undefined) await route.concluded?.(tx, { incident, before, carried });
      const outcome = carried.outcome === "sent" ? "arrived" : "given_up";
      tx.announce(noticeEnded, { kind: route.kind.name, outcome } satisfies EndedNotice);
      await goOn(given, tx, { to, taken });
    });
  if (carried.outcome === "sent") {
    await end({ position, state: carried.state });
    return;
  }
  const failures = to.failures + 1;
  const pause = pauseBefore(failures, carried);
  const at = given.clock.now();
  if (pause !== undefined) {
    await run.finish(undefined, { again: at + pause, payload: { ...to, failures } satisfies ToDeliver });
    return;
  }
  await end({ position, givenUp: { said: carried.said.slice(0, 500), at } });
}

/** Takes the head away, and sees to it that the next one follows. */
async function goOn(
  { clock }: ToDeliverNotices,
  tx: Transaction,
  { to: { destination, subject }, taken }: { readonly to: ToDeliver; readonly taken: Taken },
): Promise<void> {
  const left = await takeHead(tx, { destination, subject }, taken);
  if (left === undefined || left === 0) return;
  const payload: ToDeliver = { destination, subject, failures: 0 };
  await setTimer(tx, { ...queueTimer({ destination, subject }), due: clock.now(), payload });
}
