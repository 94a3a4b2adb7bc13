// What the paging machine asks of the storage. Whoever holds an engagement may then hold its incident, never the other way round.
import { parseArn } from "../../domain/arn.ts";
import { accountOf } from "../../domain/contacts/arn.ts";
import type { Engagement } from "../../domain/engagement/engagement.ts";
import type { Page } from "../../domain/engagement/page.ts";
import type { Recipient } from "../../domain/engagement/sending.ts";
import type { EngagementStore, Told } from "../../domain/engagement/store.ts";
import { findChannel } from "../../storage/contact-channels.ts";
import { findContact } from "../../storage/contacts.ts";
import { holdEngagement, openEngagementsOf, saveEngagement } from "../../storage/engagements.ts";
import { lockIncident } from "../../storage/incidents.ts";
import { addPages, findPage, savePage } from "../../storage/pages.ts";
import { addReceipts } from "../../storage/receipts.ts";
import type { Reader, Transaction } from "../../storage/storage.ts";
import { recordEvents } from "../../storage/timeline-events.ts";
import { factsOf } from "./facts.ts";

/** @param newId of receipts and timeline events: each sorts after the one before */
export const engagementStore = (newId: () => string): EngagementStore<Transaction> => ({
  engagement: async (tx, arn) => (await holdEngagement(tx, arn))?.engagement,
  saveEngagement: async (tx, engagement) => void (await saveEngagement(tx, engagement)),
  facts: factsOf,
  openEngagements: async (tx, incident) => {
    const account = parseArn(incident)?.account;
    // Another account may name the incident too, but it is not its incident.
    return account === undefined ? [] : openEngagementsOf(tx, { account, incident });
  },
  addPages: async (tx, pages) => {
    const [page] = pages;
    if (page !== undefined) await addPages(tx, accountOf(page.arn), pages);
  },
  outgoing: async (tx, arn) => {
    const page = await findPage(tx, arn);
    const held = page && (await holdEngagement(tx, page.engagement));
    return held && { page, ...held, to: await recipientOf(tx, page) };
  },
  savePage: async (tx, page) => void (await savePage(tx, page)),
  addReceipts: async (tx, receipts) => {
    const [receipt] = receipts;
    if (receipt === undefined) return;
    const kept = receipts.map((it) => ({ ...it, id: newId() }));
    await addReceipts(tx, accountOf(receipt.page), kept);
  },
  tell: (tx, engagement, told) => tellIncident(tx, { engagement, told, newId }),
});

async function recipientOf(reader: Reader, page: Page): Promise<Recipient | undefined> {
  const contact = await findContact(reader, page.contact);
  const channel = await findChannel(reader, page.channel);
  if (contact === undefined || channel?.contactArn !== contact.arn) return undefined;
  const { type, address, activated } = channel;
  return { name: contact.displayName ?? contact.alias, type, address, activated };
}

/** More do not fit into one statement of either engine. */
const eventsAtOnce = 1000;

interface Telling {
  readonly engagement: Engagement;
  readonly told: Told;
  readonly newId: () => string;
}

async function tellIncident(tx: Transaction, { engagement, told, newId }: Telling): Promise<void> {
  const { arn, incident: incidentArn } = engagement;
  // Nobody can write into the timeline of another account by naming its incident.
  if (incidentArn === undefined || parseArn(incidentArn)?.account !== accountOf(arn)) return;
  if ((await lockIncident(tx, incidentArn, "share")) === undefined) return;
  const events = told.happenings.map((it) => ({ id: newId(), incidentArn, time: told.at, ...it }));
  for (let from = 0; from < events.length; from += eventsAtOnce)
    await recordEvents(tx, events.slice(from, from + eventsAtOnce));
}
