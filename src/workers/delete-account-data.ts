// Deletes the data of an account whose replication set is DELETING: one bounded step a run, until nothing is left.
import type { Clock } from "../clock.ts";
import { deleteSomeAccountData } from "../storage/account-data.ts";
import { setTimer } from "../timers/set-timer.ts";
import type { Handler } from "../timers/timers.ts";

/** The timer's key is the account. */
export const deleteAccountData =
  ({ clock }: { readonly clock: Clock }): Handler =>
  async ({ kind, key: account }, run) => {
    await run.finish(async (tx) => {
      const outcome = await deleteSomeAccountData(tx, account);
      if (outcome === "more") await setTimer(tx, { kind, key: account, due: clock.now() });
    });
  };
