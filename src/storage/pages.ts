// Pages: one person called through one channel, by an engagement.
import sql, { bulk, empty, type Sql } from "sql-template-tag";
import type { KeptPage } from "../domain/contacts/page.ts";
import type { Page } from "../domain/engagement/page.ts";
import type { Text } from "../domain/engagement/sending.ts";
import type { Reader, Transaction } from "./storage.ts";

interface Row {
  readonly document: string;
}

const withEngagement = sql`pages join engagements on engagements.arn = pages.engagement_arn`;

const pageOf = ({ document }: Row): Page => JSON.parse(document) as Page;

/** More do not fit into one statement of either engine. */
const pagesAtOnce = 1000;

/** Those that are there already stay as they are. Their engagement must be held. */
export async function addPages(tx: Transaction, account: string, pages: readonly Page[]): Promise<void> {
  for (let from = 0; from < pages.length; from += pagesAtOnce) {
    const rows = pages
      .slice(from, from + pagesAtOnce)
      .map((it) => [
        it.arn,
        account,
        it.engagement,
        it.contact,
        it.channel,
        it.created,
        it.code,
        it.state,
        JSON.stringify(it),
      ]);
    await tx.run(sql`
      insert into pages (arn, account, engagement_arn, contact_arn, channel_arn, created, code, state, document)
      values ${bulk(rows)} on conflict (arn) do nothing`);
  }
}

/** For a page whose engagement is held. */
export const savePage = (tx: Transaction, it: Page): Promise<number> =>
  tx.run(sql`update pages set state = ${it.state}, document = ${JSON.stringify(it)} where arn = ${it.arn}`);

export async function findPage(reader: Reader, arn: string): Promise<Page | undefined> {
  const row = await reader.first<Row>(sql`select document from pages where arn = ${arn}`);
  return row && pageOf(row);
}

/** Who has a page of the engagement that is neither sent nor given up. */
export async function contactsWithDuePages(reader: Reader, engagement: string): Promise<Set<string>> {
  const rows = await reader.all<{ readonly contact_arn: string }>(sql`
    select distinct contact_arn from pages where engagement_arn = ${engagement} and state = 'due'`);
  return new Set(rows.map((row) => row.contact_arn));
}

/** Who got or gets a page of the engagement, and when the first one was due, in that order. */
export async function firstPages(
  reader: Reader,
  { engagement, limit }: { readonly engagement: string; readonly limit: number },
): Promise<{ readonly contact: string; readonly at: number }[]> {
  const rows = await reader.all<{ readonly contact_arn: string; readonly first_created: number }>(sql`
    select contact_arn, min(created) as first_created from pages where engagement_arn = ${engagement}
    group by contact_arn order by first_created, contact_arn limit ${limit}`);
  return rows.map((row) => ({ contact: row.contact_arn, at: row.first_created }));
}

/** Pages that bear the code, the newest first: the codes of long ago come again. */
export async function findPagesByCode(reader: Reader, code: string, limit: number): Promise<Page[]> {
  const rows = await reader.all<Row>(
    sql`select document from pages where code = ${code} order by created desc limit ${limit}`,
  );
  return rows.map(pageOf);
}

/** The pages through a channel whose engagements have not ended, the newest first. */
export async function findOpenPages(
  reader: Reader,
  { contact, channel, limit }: { readonly contact: string; readonly channel: string; readonly limit: number },
): Promise<Page[]> {
  const rows = await reader.all<Row>(sql`
    select pages.document from ${withEngagement}
    where pages.contact_arn = ${contact} and pages.channel_arn = ${channel} and engagements.ended is null
    order by pages.created desc limit ${limit}`);
  return rows.map(pageOf);
}

interface KeptRow {
  readonly arn: string;
  readonly engagement_arn: string;
  readonly contact_arn: string;
  readonly channel_arn: string;
  readonly created: number;
  readonly sender: string;
  readonly incident: string | null;
  readonly sent_time: number | null;
  readonly delivery_time: number | null;
  readonly read_time: number | null;
}

const first = (type: string): Sql => sql`(
  select min(receipt_time) from page_receipts where page_arn = pages.arn and type = ${type})`;

const keptColumns = sql`pages.arn, pages.engagement_arn, pages.contact_arn, pages.channel_arn, pages.created,
  engagements.sender, engagements.incident, ${first("SENT")} as sent_time, ${first("DELIVERED")} as delivery_time,
  ${first("READ")} as read_time`;

const keptOf = (row: KeptRow): KeptPage => ({
  arn: row.arn,
  engagementArn: row.engagement_arn,
  contactArn: row.contact_arn,
  channelArn: row.channel_arn,
  created: row.created,
  sender: row.sender,
  incident: row.incident ?? undefined,
  sentTime: row.sent_time ?? undefined,
  deliveryTime: row.delivery_time ?? undefined,
  readTime: row.read_time ?? undefined,
});

/** With what it says. */
export async function findSaidPage(
  reader: Reader,
  arn: string,
): Promise<{ readonly page: KeptPage; readonly text: Text } | undefined> {
  const row = await reader.first<KeptRow & { readonly words: string }>(
    sql`select ${keptColumns}, engagements.words from ${withEngagement} where pages.arn = ${arn}`,
  );
  return row && { page: keptOf(row), text: JSON.parse(row.words) as Text };
}

export interface PageList {
  readonly of: { readonly engagement: string } | { readonly contact: string };
  /** Only what comes after it: the time and ARN of the last page already listed. */
  readonly after?: readonly [created: number, arn: string] | undefined;
  readonly limit: number;
}

/** The newest first; among equals, the greater ARN first. */
export async function listPages(reader: Reader, { of, after, limit }: PageList): Promise<KeptPage[]> {
  const whose =
    "engagement" in of
      ? sql`pages.engagement_arn = ${of.engagement}`
      : sql`pages.contact_arn = ${of.contact}`;
  const rows = await reader.all<KeptRow>(sql`
    select ${keptColumns} from ${withEngagement} where ${whose}
    ${after === undefined ? empty : sql`and (pages.created, pages.arn) < (${after[0]}, ${after[1]})`}
    order by pages.created desc, pages.arn desc limit ${limit}`);
  return rows.map(keptOf);
}
