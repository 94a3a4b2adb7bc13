// Nothing of ssm-contacts works before the account has a replication set. Source: user guide, and what calls on new accounts were seen to answer.
import { hasActiveSet, lockActiveSet } from "../../storage/replication-sets.ts";
import type { Reader, Transaction } from "../../storage/storage.ts";
import { accountNotFound } from "./errors.ts";

/**
 * For calls that write: from here to the end of the transaction the account's replication set cannot be deleted, so that
 * nothing written now outlives it. Call it before taking any other lock.
 * @throws ValidationException
 */
export async function requireOnboarded(tx: Transaction, account: string): Promise<void> {
  if (!(await lockActiveSet(tx, account))) throw accountNotFound();
}

/** For calls that only read. @throws ValidationException */
export async function requireOnboardedReader(reader: Reader, account: string): Promise<void> {
  if (!(await hasActiveSet(reader, account))) throw accountNotFound();
}
