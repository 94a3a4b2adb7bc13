// Looks once more for the incidents that a deployment or a stack update may have caused.
import type { Clock } from "../clock.ts";
import type { ChangeToLookAt } from "../domain/alerts/aws/cause.ts";
import type { Transaction } from "../storage/storage.ts";
import type { Handler } from "../timers/timers.ts";

interface ToLook {
  readonly clock: Pick<Clock, "now">;
  /** Adds findings to the incidents that lack them. */
  readonly look: (tx: Transaction, it: ChangeToLookAt, now: number) => Promise<void>;
}

/** The timer's payload is a {@link ChangeToLookAt}. */
export const lookAtChange =
  ({ clock, look }: ToLook): Handler =>
  async ({ payload }, run) => {
    await run.finish((tx) => look(tx, payload as ChangeToLookAt, clock.now()));
  };
