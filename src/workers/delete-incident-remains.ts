// Deletes what is left of a deleted incident, where the call itself did not come to it: one bounded step a run.
import type { Clock } from "../clock.ts";
import { deleteSomeRemains } from "../storage/incident-remains.ts";
import { setTimer } from "../timers/set-timer.ts";
import type { Handler } from "../timers/timers.ts";

/** The timer's key is the incident's ARN. */
export const deleteIncidentRemains =
  ({ clock }: { readonly clock: Clock }): Handler =>
  async ({ kind, key: arn }, run) => {
    await run.finish(async (tx) => {
      if ((await deleteSomeRemains(tx, arn)) === "more")
        await setTimer(tx, { kind, key: arn, due: clock.now() });
    });
  };
