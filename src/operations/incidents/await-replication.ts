// The wait of a new or changed replication set: none, or a durable timer that ends it.
import { type ReplicationSet, advancing, settled } from "../../domain/replication-set.ts";
import type { Transaction } from "../../storage/storage.ts";
import { setTimer } from "../../timers/set-timer.ts";
import type { Given } from "../given.ts";

/** @returns the set as it is to be kept now: as it is while a timer has been set, otherwise as it is after the wait */
export async function awaitReplication(
  given: Given,
  tx: Transaction,
  { account, set }: { readonly account: string; readonly set: ReplicationSet },
): Promise<ReplicationSet> {
  const now = given.clock.now();
  if (given.replicationDelaySeconds === 0) return settled(set, now);
  await setTimer(tx, { kind: advancing, key: account, due: now + given.replicationDelaySeconds * 1000 });
  return set;
}
