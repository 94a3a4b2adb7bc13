// Forgets client tokens that are old enough: one bounded step a run, then again in an hour.
import type { Clock } from "../clock.ts";
import { forgetBefore } from "../storage/idempotency.ts";
import type { Transaction } from "../storage/storage.ts";
import { setTimer } from "../timers/set-timer.ts";
import type { Handler } from "../timers/timers.ts";

/** The kind of its timer. */
export const forgettingTokens = "forget-idempotency-tokens";

const hour = 3_600_000;
/** A call can be repeated for 24 hours; one more makes up for clocks that differ. */
const kept = 25 * hour;

/** Some tens of milliseconds of work. */
const tokensPerStep = 1000;

/** To be called at every start: there is one timer for all nodes. @param now epoch milliseconds */
export const beginForgettingTokens = (tx: Transaction, now: number): Promise<void> =>
  setTimer(tx, { kind: forgettingTokens, key: "all", due: now });

export const forgetIdempotencyTokens =
  ({ clock }: { readonly clock: Clock }): Handler =>
  async (_timer, run) => {
    await run.finish(async (tx) => {
      const now = clock.now();
      const forgotten = await forgetBefore(tx, now - kept, tokensPerStep);
      await setTimer(tx, {
        kind: forgettingTokens,
        key: "all",
        due: forgotten === tokensPerStep ? now : now + hour,
      });
    });
  };
