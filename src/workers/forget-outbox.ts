// Forgets what lies in the outbox for long enough: one bounded step a run, then again in an hour.
import type { Clock } from "../clock.ts";
import { forgetOutboxBefore } from "../storage/outbox.ts";
import type { Transaction } from "../storage/storage.ts";
import { setTimer } from "../timers/set-timer.ts";
import type { Handler } from "../timers/timers.ts";

/** The kind of its timer. */
export const forgettingOutbox = "forget-outbox";

const hour = 3_600_000;
/** Long enough to look into last week's night; the messages name people and have codes. */
export const outboxMilliseconds = 30 * 24 * hour;

/** Some tens of milliseconds of work. */
const entriesPerStep = 500;

/** To be called at every start: there is one timer for all nodes. @param now epoch milliseconds */
export const beginForgettingOutbox = (tx: Transaction, now: number): Promise<void> =>
  setTimer(tx, { kind: forgettingOutbox, key: "all", due: now });

export const forgetOutbox =
  ({ clock }: { readonly clock: Clock }): Handler =>
  async (_timer, run) => {
    await run.finish(async (tx) => {
      const now = clock.now();
      const forgotten = await forgetOutboxBefore(tx, now - outboxMilliseconds, entriesPerStep);
      const due = forgotten === entriesPerStep ? now : now + hour;
      await setTimer(tx, { kind: forgettingOutbox, key: "all", due });
    });
  };
