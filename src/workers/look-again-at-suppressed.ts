// A maintenance window has ended, or was changed: looks at every alert of the account that it kept back, each in a step of its own.
import { suppressedCauses } from "../storage/alerts.ts";
import type { Storage, Transaction } from "../storage/storage.ts";
import type { Handler } from "../timers/timers.ts";

interface Needed {
  readonly storage: Storage;
  /** Opens the incident of one that still fires. Of one that it has looked at before, it does nothing. */
  readonly lookAt: (
    tx: Transaction,
    cause: { readonly account: string; readonly id: string },
  ) => Promise<void>;
  /** Sets the timer for those that other windows still cover. */
  readonly setNext: (tx: Transaction, account: string) => Promise<void>;
}

const atOnce = 100;

/** The key of its timer is the account. */
export const lookAgainAtSuppressed =
  ({ storage, lookAt, setNext }: Needed): Handler =>
  async ({ key: account }, run) => {
    for (let after: string | undefined = ""; after !== undefined;) {
      const ids: readonly string[] = await suppressedCauses(storage, account, { after, limit: atOnce });
      for (const id of ids) await run.checkpoint((tx) => lookAt(tx, { account, id }));
      after = ids.at(-1);
    }
    await run.finish((tx) => setNext(tx, account));
  };
