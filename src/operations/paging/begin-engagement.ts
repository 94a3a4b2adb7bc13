// Begins an engagement: its plan is frozen, and the first look at it comes due, all in the caller's transaction.
import { engagementArn } from "../../domain/contacts/arn.ts";
import type { Contact } from "../../domain/contacts/contact.ts";
import type { Call } from "../../domain/contacts/engagement.ts";
import { newEngagement } from "../../domain/engagement/engagement.ts";
import { type PlannedContact, contactsNamedBy, freeze } from "../../domain/engagement/freeze.ts";
import { advancing } from "../../domain/engagement/store.ts";
import { findContacts } from "../../storage/contacts.ts";
import { addEngagement } from "../../storage/engagements.ts";
import type { Transaction } from "../../storage/storage.ts";
import { setTimer } from "../../timers/set-timer.ts";
import type { Given } from "../given.ts";
import { plannedContacts } from "./planned-contacts.ts";

export interface Beginning {
  /** Whom to engage: a person, an escalation plan or an on-call schedule. */
  readonly contact: Contact;
  readonly call: Call;
  /** How often the plan is gone through, where the response plan says so. */
  readonly rounds?: number | undefined;
}

/**
 * For an account that is onboarded and held.
 * @returns the ARN of the engagement
 */
export async function beginEngagement(
  { clock, newId }: Pick<Given, "clock" | "newId">,
  tx: Transaction,
  { contact, call, rounds }: Beginning,
): Promise<string> {
  const { account, region } = contact;
  const { sender, incident, ...text } = call;
  const now = clock.now();
  const arn = engagementArn(contact.arn, newId());
  const contacts = await contactsOfPlan(tx, contact);
  const root = contacts.get(contact.arn) ?? contact;
  const engagement = newEngagement({ arn, incident, started: now, ...freeze({ root, contacts, rounds }) });
  await addEngagement(tx, { engagement, account, region, sender, text });
  await setTimer(tx, { kind: advancing, key: arn, due: now });
  return arn;
}

/** By ARN, the contact itself among them. */
async function contactsOfPlan(
  tx: Transaction,
  contact: Contact,
): Promise<ReadonlyMap<string, PlannedContact>> {
  const named = await findContacts(tx, contactsNamedBy(contact));
  return plannedContacts(tx, [contact, ...named.filter(({ account }) => account === contact.account)]);
}
