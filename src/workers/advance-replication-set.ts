// Ends the wait of a replication set that is CREATING or UPDATING.
import type { Clock } from "../clock.ts";
import { settled } from "../domain/replication-set.ts";
import { lockReplicationSet, saveReplicationSet } from "../storage/replication-sets.ts";
import type { Handler } from "../timers/timers.ts";

/** The timer's key is the account. */
export const advanceReplicationSet =
  ({ clock }: { readonly clock: Clock }): Handler =>
  async ({ key: account }, run) => {
    await run.finish(async (tx) => {
      const set = await lockReplicationSet(tx, account);
      if (set?.status === "CREATING" || set?.status === "UPDATING")
        await saveReplicationSet(tx, account, settled(set, clock.now()));
    });
  };
