// The outbox: what went out to people, attempt by attempt, until it is forgotten.
import sql, { empty } from "sql-template-tag";
import type { OutboxEntry } from "../domain/messages/outbox-entry.ts";
import type { Reader, Transaction } from "./storage.ts";

interface Row {
  readonly document: string;
}

const keyOf = (address: string): string => address.toLowerCase();

/** Listeners of this topic hear each entry. */
export const addedToOutbox = "outbox";

export async function addToOutbox(tx: Transaction, it: OutboxEntry): Promise<void> {
  await tx.run(sql`
    insert into outbox (id, account, sent_time, address, document)
    values (${it.id}, ${it.account}, ${it.at}, ${keyOf(it.to.address)}, ${JSON.stringify(it)})`);
  tx.announce(addedToOutbox, it);
}

export interface OutboxList {
  readonly account: string;
  /** Only what went to this address, in any case of its letters. */
  readonly to?: string | undefined;
  /** Only what comes after it: the id of the last entry already listed. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** The newest first. */
export async function listOutbox(reader: Reader, list: OutboxList): Promise<OutboxEntry[]> {
  const { account, to, after, limit } = list;
  const rows = await reader.all<Row>(sql`
    select document from outbox where account = ${account}
    ${to === undefined ? empty : sql`and address = ${keyOf(to)}`}
    ${after === undefined ? empty : sql`and id < ${after}`}
    order by id desc limit ${limit}`);
  return rows.map(({ document }) => JSON.parse(document) as OutboxEntry);
}

/** Forgets at most `limit` entries from before the given time (epoch milliseconds); answers how many. */
export const forgetOutboxBefore = (tx: Transaction, time: number, limit: number): Promise<number> =>
  tx.run(sql`
    delete from outbox where id in (
      select id from outbox where sent_time < ${time} order by sent_time limit ${limit})`);
