// What a plan newly names must be there. What it named before may be gone: a deletion leaves plans as they are, and they can still be edited.
import type { Plan } from "../../contract/contacts/contact.ts";
import { parseContactsArn } from "../../domain/contacts/arn.ts";
import type { Contact } from "../../domain/contacts/contact.ts";
import type { Fault } from "../../domain/contacts/fault.ts";
import { type Reference, referencesOf } from "../../domain/contacts/plan-rules.ts";
import { findChannels } from "../../storage/contact-channels.ts";
import { findContacts } from "../../storage/contacts.ts";
import { holdRotation } from "../../storage/rotations.ts";
import type { Reader, Transaction } from "../../storage/storage.ts";
import { refuse } from "./errors.ts";

interface Change {
  /** With its new plan. */
  readonly contact: Contact;
  readonly before: Plan;
  /** Of {@link holdRotations}. */
  readonly rotations: ReadonlySet<string>;
}

/** @throws ValidationException naming everything that is not there or cannot be engaged */
export async function requireTargets(reader: Reader, { contact, before, rotations }: Change): Promise<void> {
  const [named, known] = [referencesOf(contact.plan), referencesOf(before)];
  refuse([
    ...(await channelFaults(reader, contact, newOnes(named.channels, known.channels))),
    ...(await contactFaults(reader, contact, newOnes(named.contacts, known.contacts))),
    ...newOnes(named.rotations, known.rotations)
      .filter(({ arn }) => !rotations.has(arn))
      .map((it) => fault(it, `the rotation ${it.arn} does not exist`)),
  ]);
}

/**
 * Holds the account's rotations that a plan names, so that none of them is deleted before the plan is kept. To be called
 * before any contact is held: whoever deletes a rotation holds the schedules after it.
 * @returns the ARNs of those that are there
 */
export async function holdRotations(
  tx: Transaction,
  account: string,
  arns: readonly string[] = [],
): Promise<ReadonlySet<string>> {
  const there = new Set<string>();
  for (const arn of [...new Set(arns)].sort()) {
    const isOwn = parseContactsArn(arn)?.account === account;
    if (isOwn && (await holdRotation(tx, arn)) !== undefined) there.add(arn);
  }
  return there;
}

const newOnes = (named: readonly Reference[], known: readonly Reference[]): readonly Reference[] => {
  const before = new Set(known.map(({ arn }) => arn));
  return named.filter(({ arn }) => !before.has(arn));
};

const arnsOf = (references: readonly Reference[]): string[] => [...new Set(references.map(({ arn }) => arn))];

const fault = ({ name, place }: Reference, what: string): Fault => ({ name, message: `${place}: ${what}` });

async function channelFaults(
  reader: Reader,
  { arn: contactArn }: Contact,
  references: readonly Reference[],
): Promise<Fault[]> {
  const found = await findChannels(reader, arnsOf(references));
  const own = new Set(found.filter((it) => it.contactArn === contactArn).map(({ arn }) => arn));
  return references
    .filter(({ arn }) => !own.has(arn))
    .map((it) => fault(it, `${it.arn} is not a channel of this contact`));
}

async function contactFaults(
  reader: Reader,
  { account }: Contact,
  references: readonly Reference[],
): Promise<Fault[]> {
  const found = await findContacts(reader, arnsOf(references));
  const types = new Map(found.filter((it) => it.account === account).map(({ arn, type }) => [arn, type]));
  return references.flatMap((it) => {
    const type = types.get(it.arn);
    if (type === undefined) return [fault(it, `the contact ${it.arn} does not exist`)];
    return type === "ESCALATION" ? [fault(it, "an escalation plan cannot engage another one")] : [];
  });
}
