// Nothing of ssm-incidents works before the account has a replication set. Source: user guide, and what calls on new accounts were seen to answer.
import { hasActiveSet, lockActiveSet } from "../../storage/replication-sets.ts";
import type { Reader, Transaction } from "../../storage/storage.ts";
import { notOnboarded } from "./errors.ts";

/**
 * For calls that write: from here to the end of the transaction the account's replication set cannot be deleted, so that
 * nothing written now outlives it. Call it before taking any other lock.
 * @throws ResourceNotFoundException of the replication set
 */
export async function requireOnboarded(tx: Transaction, account: string): Promise<void> {
  if (!(await lockActiveSet(tx, account))) throw notOnboarded(account);
}

/** For calls that only read: lists answer empty without it, the others ResourceNotFoundException. */
export const isOnboarded = (reader: Reader, account: string): Promise<boolean> =>
  hasActiveSet(reader, account);
