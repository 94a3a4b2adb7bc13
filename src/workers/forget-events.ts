// Forgets events after a week, and queues that nobody needs any more: one bounded step a run, then again in an hour.
import type { Clock } from "../clock.ts";
import { keptMilliseconds } from "../domain/notices/logged-event.ts";
import { firstIdAt } from "../domain/sortable-id.ts";
import { forgetQueues } from "../storage/event-queues.ts";
import { forgetEventsBefore } from "../storage/events.ts";
import type { Transaction } from "../storage/storage.ts";
import { setTimer } from "../timers/set-timer.ts";
import type { Handler } from "../timers/timers.ts";

/** The kind of its timer. */
export const forgettingEvents = "forget-events";

const hour = 3_600_000;

/** Some tens of milliseconds of work. */
const rowsPerStep = 1000;

/** To be called at every start: there is one timer for all nodes. @param now epoch milliseconds */
export const beginForgettingEvents = (tx: Transaction, now: number): Promise<void> =>
  setTimer(tx, { kind: forgettingEvents, key: "all", due: now });

export const forgetEvents =
  ({ clock }: { readonly clock: Clock }): Handler =>
  async (_timer, run) => {
    await run.finish(async (tx) => {
      const now = clock.now();
      const longAgo = now - keptMilliseconds;
      const events = await forgetEventsBefore(tx, firstIdAt(longAgo), rowsPerStep);
      const queues = await forgetQueues(tx, longAgo, rowsPerStep);
      const isMore = Math.max(events, queues) === rowsPerStep;
      await setTimer(tx, { kind: forgettingEvents, key: "all", due: isMore ? now : now + hour });
    });
  };
