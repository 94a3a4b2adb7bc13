// The end of a replication set, and of all the account's data with it: marked in one transaction, then deleted in steps.
import { type Change, type ReplicationSet, deleting, ending } from "../../domain/replication-set.ts";
import { deleteSomeAccountData } from "../../storage/account-data.ts";
import { saveReplicationSet } from "../../storage/replication-sets.ts";
import type { Transaction } from "../../storage/storage.ts";
import { cancelTimer, setTimer } from "../../timers/set-timer.ts";
import type { Given } from "../given.ts";

interface Ending {
  readonly account: string;
  readonly set: ReplicationSet;
  readonly change: Change;
}

/** How long the timer leaves the deletion to the call that began it. */
const headStartMilliseconds = 5000;

/** From the commit on nobody can use the data any more, and a timer sees to it that it goes. */
export async function beginEnd(
  given: Given,
  tx: Transaction,
  { account, set, change }: Ending,
): Promise<void> {
  const wait = given.replicationDelaySeconds * 1000 || headStartMilliseconds;
  await saveReplicationSet(tx, account, ending(set, change));
  await setTimer(tx, { kind: deleting, key: account, due: change.now + wait });
}

/** A call deletes no more than this many steps itself. */
const stepsAtOnce = 40;

/**
 * To be called after the transaction of {@link beginEnd}, so that it sees all that was written until then. Where sets
 * have no delay, an account of ordinary size is gone when this returns; what is left of a large one goes by the timer.
 */
export async function endAtOnce(given: Given, account: string): Promise<void> {
  if (given.replicationDelaySeconds > 0) return;
  for (let step = 0; step < stepsAtOnce; step++)
    if ((await given.storage.write((tx) => deleteStep(tx, account))) !== "more") return;
  await given.storage.write((tx) => setTimer(tx, { kind: deleting, key: account, due: given.clock.now() }));
}

async function deleteStep(tx: Transaction, account: string): ReturnType<typeof deleteSomeAccountData> {
  const outcome = await deleteSomeAccountData(tx, account);
  if (outcome === "gone") await cancelTimer(tx, deleting, account);
  return outcome;
}
