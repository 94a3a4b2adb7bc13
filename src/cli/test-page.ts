// `tocsin doctor --page`: pages somebody, and shows the receipts as they come.
import { setTimeout as pause } from "node:timers/promises";
import { describeEngagement } from "../contract/contacts/engagement.ts";
import { listPageReceipts, listPagesByEngagement, type Receipt } from "../contract/contacts/page.ts";
import { sendTestPage } from "../contract/tocsin/reachability.ts";
import { parseContactsArn } from "../domain/contacts/arn.ts";
import { callContacts, callServer } from "./client.ts";
import { printable } from "./printable.ts";

interface Asked {
  /** An alias or an ARN. */
  readonly contact: string;
  readonly endpoint: string | undefined;
}

/** Milliseconds; after that long most providers have said what there is to say. */
const patience = 30_000;
const betweenLooks = 500;

/** The process fails when nothing has gone out. @throws {CommandFailed} also for somebody who could not be woken */
export async function pageForTest({ contact, endpoint }: Asked): Promise<void> {
  const sent = await callServer(sendTestPage, { contactId: contact }, endpoint);
  console.log(`A test page for ${aliasOf(sent.contactArn)}:\n`);
  const engagement: Followed = { arn: sent.engagementArn, endpoint };
  const seen = new Set<string>();
  const end = performance.now() + patience;
  for (;;) {
    // Asked first, so that no receipt of its end is missed.
    const isOver = (await hasEnded(engagement)) || performance.now() > end;
    const receipts = await receiptsOf(engagement);
    for (const it of receipts.filter(({ id }) => !seen.has(id))) {
      console.log(lineOf(it));
      seen.add(it.id);
    }
    if (isOver) return conclude(engagement, receipts);
    await pause(betweenLooks);
  }
}

interface Followed {
  readonly arn: string;
  readonly endpoint: string | undefined;
}

interface Received {
  readonly id: string;
  /** An ARN. */
  readonly page: string;
  /** Of the person. */
  readonly alias: string;
  readonly type: Receipt["ReceiptType"];
  readonly time: Date;
  readonly info: string;
}

const hasEnded = async ({ arn: EngagementId, endpoint }: Followed): Promise<boolean> =>
  (await callContacts(describeEngagement, { EngagementId }, endpoint)).StopTime !== undefined;

/** The newest hundred pages are more than a test has. In the order of time. */
async function receiptsOf({ arn: EngagementId, endpoint }: Followed): Promise<Received[]> {
  const { Pages } = await callContacts(listPagesByEngagement, { EngagementId }, endpoint);
  const found: Received[] = [];
  for (const { PageArn, ContactArn } of Pages) {
    const { Receipts = [] } = await callContacts(listPageReceipts, { PageId: PageArn }, endpoint);
    for (const { ReceiptType: type, ReceiptTime: time, ReceiptInfo: info = "" } of Receipts.toReversed())
      found.push({
        id: `${PageArn} ${type} ${time.getTime()} ${info}`,
        page: PageArn,
        alias: aliasOf(ContactArn),
        type,
        time,
        info,
      });
  }
  return found.sort((one, other) => one.time.getTime() - other.time.getTime());
}

const words: Readonly<Record<Received["type"], string>> = {
  SENT: "sent",
  DELIVERED: "delivered",
  READ: "acknowledged",
  ERROR: "failed",
  STOP: "stopped",
};

const lineOf = ({ alias, type, time, info }: Received): string =>
  printable(`  ${time.toISOString().slice(11, 19)}Z  ${alias}  ${words[type]}: ${info}`);

function conclude({ arn }: Followed, receipts: readonly Received[]): void {
  const sent = receipts.findLast(({ type }) => type === "SENT");
  const isAnswered = receipts.some(({ type }) => type === "READ");
  console.log(`\n${isAnswered ? answered : sent === undefined ? nothingSent : waiting(arn, sent.page)}`);
  if (!isAnswered && sent === undefined) process.exitCode = 1;
}

const answered = "The page has arrived, and so has the answer.";

const nothingSent = "Nothing has gone out. The outbox shows what was tried:  tocsin outbox";

const waiting = (
  engagement: string,
  page: string,
): string => `Nobody has acknowledged it yet, and it goes on as the plan says.

The messages, with their codes:  tocsin outbox
To acknowledge with a code:      aws ssm-contacts accept-page --accept-type READ --page-id ${page} --accept-code CODE
To stop it:                      aws ssm-contacts stop-engagement --engagement-id ${engagement}`;

function aliasOf(arn: string): string {
  const named = parseContactsArn(arn);
  return named?.kind === "contact" ? named.alias : arn;
}
