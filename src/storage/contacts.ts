// Contacts: people, escalation plans and on-call schedules, by their ARN.
import sql, { bulk, empty, join, type Sql } from "sql-template-tag";
import type { ContactType } from "../contract/contacts/contact.ts";
import type { Contact } from "../domain/contacts/contact.ts";
import { textsBeginningWith } from "./beginning-with.ts";
import type { Reader, Transaction } from "./storage.ts";

interface Row {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly alias: string;
  readonly type: ContactType;
  readonly document: string;
}

const columns = sql`arn, account, region, alias, type, document`;

const documentOf = ({ displayName, plan }: Contact): string => JSON.stringify({ displayName, plan });

const contactOf = ({ document, ...row }: Row): Contact => ({
  ...row,
  ...(JSON.parse(document) as Pick<Contact, "displayName" | "plan">),
});

const oneOf = ([row]: readonly Row[]): Contact | undefined =>
  row === undefined ? undefined : contactOf(row);

export const findContact = async (reader: Reader, arn: string): Promise<Contact | undefined> =>
  oneOf(await reader.all<Row>(sql`select ${columns} from contacts where arn = ${arn}`));

/** Those that are there, in no order. @param arns at most 10,000 */
export async function findContacts(reader: Reader, arns: readonly string[]): Promise<Contact[]> {
  if (arns.length === 0) return [];
  const rows = await reader.all<Row>(sql`select ${columns} from contacts where arn in (${join(arns)})`);
  return rows.map(contactOf);
}

/**
 * Holds the contact until the end of the transaction: for whoever changes it, or makes something that relies on it. A
 * deletion that began before, and cannot see that, runs again.
 */
export const holdContact = async (tx: Transaction, arn: string): Promise<Contact | undefined> =>
  oneOf(await tx.all<Row>(sql`update contacts set uses = uses + 1 where arn = ${arn} returning ${columns}`));

/** @returns false, changing nothing, when the account has the alias in this Region already */
export async function addContact(tx: Transaction, it: Contact): Promise<boolean> {
  const added = await tx.run(sql`
    insert into contacts (arn, account, region, alias, type, document, uses)
    values (${it.arn}, ${it.account}, ${it.region}, ${it.alias}, ${it.type}, ${documentOf(it)}, 0)
    on conflict (arn) do nothing`);
  if (added === 1) await addScheduleRotations(tx, it);
  return added === 1;
}

/** For a contact that is held. */
export async function saveContact(tx: Transaction, it: Contact): Promise<void> {
  await tx.run(sql`update contacts set document = ${documentOf(it)} where arn = ${it.arn}`);
  await removeScheduleRotations(tx, it.arn);
  await addScheduleRotations(tx, it);
}

/** For a contact that is held. What belongs to it goes by itself. */
export async function removeContact(tx: Transaction, arn: string): Promise<void> {
  await tx.run(sql`delete from contacts where arn = ${arn}`);
  await removeScheduleRotations(tx, arn);
}

const removeScheduleRotations = (tx: Transaction, schedule: string): Promise<number> =>
  tx.run(sql`delete from schedule_rotations where schedule_arn = ${schedule}`);

async function addScheduleRotations(tx: Transaction, { arn, account, plan }: Contact): Promise<void> {
  const rotations = [...new Set(plan.RotationIds)];
  if (rotations.length === 0) return;
  const rows = rotations.map((rotation) => [rotation, arn, account]);
  await tx.run(
    sql`insert into schedule_rotations (rotation_arn, schedule_arn, account) values ${bulk(rows)}`,
  );
}

/** The ARNs of the on-call schedules that the rotation is part of, sorted. */
export const schedulesOf = async (reader: Reader, rotation: string): Promise<string[]> => {
  const rows = await reader.all<{ schedule_arn: string }>(sql`
    select schedule_arn from schedule_rotations where rotation_arn = ${rotation} order by schedule_arn`);
  return rows.map((row) => row.schedule_arn);
};

/** All of the account, in every Region, by ARN; only those after the given one. */
export async function contactsAfter(
  reader: Reader,
  account: string,
  { after, limit }: Pick<ContactList, "after" | "limit">,
): Promise<Contact[]> {
  const rows = await reader.all<Row>(sql`
    select ${columns} from contacts where account = ${account} and arn > ${after} order by arn limit ${limit}`);
  return rows.map(contactOf);
}

export interface ContactList {
  readonly account: string;
  readonly region: string;
  readonly aliasPrefix?: string | undefined;
  readonly type?: ContactType | undefined;
  /** Only aliases after this one. */
  readonly after: string;
  readonly limit: number;
}

/** Sorted by alias. */
export async function listContacts(reader: Reader, list: ContactList): Promise<Contact[]> {
  const ofType: Sql = list.type === undefined ? empty : sql`and type = ${list.type}`;
  const rows = await reader.all<Row>(sql`
    select ${columns} from contacts
    where account = ${list.account} and region = ${list.region} ${ofType} and alias > ${list.after}
    ${textsBeginningWith("alias", list.aliasPrefix)} order by alias limit ${list.limit}`);
  return rows.map(contactOf);
}
