// Webhooks of an account for all of its events, or those of a pattern.
import sql from "sql-template-tag";
import type { Reader, Transaction } from "./storage.ts";

export interface EventWebhook {
  readonly id: string;
  readonly account: string;
  /** The address, sealed at {@link placeOfWebhook}. */
  readonly sealed: string;
  /** What of the address may be shown. */
  readonly shownUrl: string;
  /** An event pattern, as JSON. */
  readonly pattern?: string | undefined;
  /** Epoch milliseconds. */
  readonly created: number;
}

/** Where its address is sealed. */
export const placeOfWebhook = (id: string): string => `event-webhook/${id}`;

interface Row {
  readonly id: string;
  readonly account: string;
  readonly sealed: string;
  readonly shown_url: string;
  readonly pattern: string | null;
  readonly created: number;
}

const columns = sql`id, account, sealed, shown_url, pattern, created`;

const webhookOf = ({ shown_url: shownUrl, pattern, ...row }: Row): EventWebhook => ({
  ...row,
  shownUrl,
  pattern: pattern ?? undefined,
});

export const addEventWebhook = (tx: Transaction, it: EventWebhook): Promise<number> =>
  tx.run(sql`
    insert into event_webhooks (${columns})
    values (${it.id}, ${it.account}, ${it.sealed}, ${it.shownUrl}, ${it.pattern ?? null}, ${it.created})`);

export const findEventWebhook = async (reader: Reader, id: string): Promise<EventWebhook | undefined> => {
  const row = await reader.first<Row>(sql`select ${columns} from event_webhooks where id = ${id}`);
  return row && webhookOf(row);
};

/** The oldest first. */
export const listEventWebhooks = async (reader: Reader, account: string): Promise<EventWebhook[]> => {
  const rows = await reader.all<Row>(
    sql`select ${columns} from event_webhooks where account = ${account} order by id`,
  );
  return rows.map(webhookOf);
};

/** @returns false when the account has none of this id */
export const removeEventWebhook = async (
  tx: Transaction,
  { account, id }: Pick<EventWebhook, "account" | "id">,
): Promise<boolean> =>
  (await tx.run(sql`delete from event_webhooks where account = ${account} and id = ${id}`)) > 0;
