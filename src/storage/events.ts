// The log of events, from which streams go on where they were, and notices read what they are to say.
import sql, { bulk, join } from "sql-template-tag";
import type { LoggedEvent } from "../domain/notices/logged-event.ts";
import { blocksOf } from "./blocks.ts";
import type { Reader, Transaction } from "./storage.ts";

interface Row {
  readonly id: string;
  readonly account: string;
  readonly subject: string;
  readonly document: string;
}

/** On which topic this process hears of new events; the detail is a list of them. */
export const eventsTopic = "events";

const eventOf = ({ document, ...row }: Row): LoggedEvent => ({
  ...(JSON.parse(document) as Omit<LoggedEvent, keyof Row>),
  ...row,
});

/** At least one. */
export async function appendEvents(tx: Transaction, events: readonly LoggedEvent[]): Promise<void> {
  const rows = events.map(({ id, account, subject, ...document }) => [
    id,
    account,
    subject,
    JSON.stringify(document),
  ]);
  for (const block of blocksOf(rows))
    await tx.run(sql`insert into events (id, account, subject, document) values ${bulk(block)}`);
  tx.announce(eventsTopic, events);
}

export const findLoggedEvent = async (reader: Reader, id: string): Promise<LoggedEvent | undefined> => {
  const row = await reader.first<Row>(
    sql`select id, account, subject, document from events where id = ${id}`,
  );
  return row && eventOf(row);
};

/** Those of the account after the given id, in their order. */
export const eventsAfter = async (
  reader: Reader,
  { account, after, limit }: { readonly account: string; readonly after: string; readonly limit: number },
): Promise<LoggedEvent[]> => {
  const rows = await reader.all<Row>(sql`
    select id, account, subject, document from events
    where account = ${account} and id > ${after} order by id limit ${limit}`);
  return rows.map(eventOf);
};

/** Ids of the account's events after the one and up to the other, in their order. */
export const eventIdsBetween = async (
  reader: Reader,
  { account, after, until }: { readonly account: string; readonly after: string; readonly until: string },
): Promise<string[]> => {
  const rows = await reader.all<{ readonly id: string }>(sql`
    select id from events where account = ${account} and id > ${after} and id <= ${until} order by id`);
  return rows.map(({ id }) => id);
};

/** Those of the given ids (at least one), in their order. */
export const eventsOf = async (reader: Reader, ids: readonly string[]): Promise<LoggedEvent[]> => {
  const rows = await reader.all<Row>(sql`
    select id, account, subject, document from events where id in (${join(ids)}) order by id`);
  return rows.map(eventOf);
};

/** At most `limit`, those before the given id; answers how many. */
export const forgetEventsBefore = (tx: Transaction, id: string, limit: number): Promise<number> =>
  tx.run(sql`
    delete from events where id in (select id from events where id < ${id} order by id limit ${limit})`);
