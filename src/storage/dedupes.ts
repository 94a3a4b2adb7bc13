// Which open incident absorbs triggers with a dedupe string: at most one for each string of an account.
import { createHash } from "node:crypto";
import sql from "sql-template-tag";
import type { Transaction } from "./storage.ts";

interface Claim {
  readonly account: string;
  readonly dedupeString: string;
  readonly incidentArn: string;
}

/** A string may be longer than PostgreSQL's indexes take. */
const keyOf = (dedupeString: string): string => createHash("sha256").update(dedupeString).digest("hex");

/**
 * Makes the incident the one that absorbs the string, if there is none.
 * @returns the ARN of the one that absorbs it already, which stays open until the end of the transaction; undefined when the claim succeeded
 */
export async function claimDedupe(tx: Transaction, claim: Claim): Promise<string | undefined> {
  const { account, incidentArn } = claim;
  const key = keyOf(claim.dedupeString);
  const added = await tx.run(sql`
    insert into open_dedupes (account, dedupe_key, incident_arn) values (${account}, ${key}, ${incidentArn})
    on conflict (account, dedupe_key) do nothing`);
  if (added === 1) return undefined;
  const holder = await tx.lock<{ incident_arn: string }>(
    sql`select incident_arn from open_dedupes where account = ${account} and dedupe_key = ${key}`,
    "share",
  );
  if (holder === undefined) throw new Error("a dedupe string lost its incident within one transaction");
  return holder.incident_arn;
}

/** To be called when the incident is no longer open. */
export const releaseDedupe = (tx: Transaction, incidentArn: string): Promise<number> =>
  tx.run(sql`delete from open_dedupes where incident_arn = ${incidentArn}`);
