// The policies that share contacts: a contact has one, or none.
import sql from "sql-template-tag";
import type { Reader, Transaction } from "./storage.ts";

/** As it was put. */
export const findContactPolicy = async (reader: Reader, contact: string): Promise<string | undefined> =>
  (
    await reader.first<{ policy: string }>(
      sql`select policy from contact_policies where contact_arn = ${contact}`,
    )
  )?.policy;

interface ContactPolicy {
  /** Of a contact that is held, so that no policy outlives it. */
  readonly contactArn: string;
  readonly account: string;
  readonly policy: string;
}

/** Replaces the one that was there. */
export const writeContactPolicy = (tx: Transaction, it: ContactPolicy): Promise<number> =>
  tx.run(sql`
    insert into contact_policies (contact_arn, account, policy)
    values (${it.contactArn}, ${it.account}, ${it.policy})
    on conflict (contact_arn) do update set policy = excluded.policy`);

export const removeContactPolicy = (tx: Transaction, contact: string): Promise<number> =>
  tx.run(sql`delete from contact_policies where contact_arn = ${contact}`);
