// Forgets causes of alerts of which nothing came for long enough: one bounded step a run, then again in an hour.
import type { Clock } from "../clock.ts";
import { forgetCauses } from "../storage/alerts.ts";
import type { Transaction } from "../storage/storage.ts";
import { setTimer } from "../timers/set-timer.ts";
import type { Handler } from "../timers/timers.ts";

/** The kind of its timer. */
export const forgettingAlerts = "forget-alerts";

const hour = 3_600_000;

/** Some tens of milliseconds of work. */
const causesPerStep = 500;

/** To be called at every start: there is one timer for all nodes. @param now epoch milliseconds */
export const beginForgettingAlerts = (tx: Transaction, now: number): Promise<void> =>
  setTimer(tx, { kind: forgettingAlerts, key: "all", due: now });

export const forgetAlerts =
  ({ clock }: { readonly clock: Clock }): Handler =>
  async (_timer, run) => {
    await run.finish(async (tx) => {
      const now = clock.now();
      const forgotten = await forgetCauses(tx, now, causesPerStep);
      await setTimer(tx, {
        kind: forgettingAlerts,
        key: "all",
        due: forgotten === causesPerStep ? now : now + hour,
      });
    });
  };
