// Rotations, by their ARN, and who is in which.
import sql, { bulk, join } from "sql-template-tag";
import type { KeptRotation } from "../domain/contacts/rotation.ts";
import { textsBeginningWith } from "./beginning-with.ts";
import type { Reader, Transaction } from "./storage.ts";

interface Row {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly document: string;
}

const columns = sql`arn, account, region, name, document`;

const documentOf = (it: KeptRotation): string => {
  const { arn: _arn, account: _account, region: _region, name: _name, ...document } = it;
  return JSON.stringify(document);
};

const rotationOf = ({ document, ...row }: Row): KeptRotation => ({
  ...row,
  ...(JSON.parse(document) as Omit<KeptRotation, keyof Row>),
});

const oneOf = ([row]: readonly Row[]): KeptRotation | undefined =>
  row === undefined ? undefined : rotationOf(row);

export const findRotation = async (reader: Reader, arn: string): Promise<KeptRotation | undefined> =>
  oneOf(await reader.all<Row>(sql`select ${columns} from rotations where arn = ${arn}`));

/** Those that are there, in no order. */
export async function findRotations(reader: Reader, arns: readonly string[]): Promise<KeptRotation[]> {
  if (arns.length === 0) return [];
  const rows = await reader.all<Row>(sql`select ${columns} from rotations where arn in (${join(arns)})`);
  return rows.map(rotationOf);
}

/** Those of the on-call schedule that are there, in no order: people are on call in all of them. */
export const rotationsOfSchedule = async (reader: Reader, schedule: string): Promise<KeptRotation[]> => {
  const rows = await reader.all<Row>(sql`
    select ${columns} from rotations where arn in (
      select rotation_arn from schedule_rotations where schedule_arn = ${schedule})`);
  return rows.map(rotationOf);
};

/**
 * Holds the rotation until the end of the transaction: for whoever changes it, or makes something that relies on it. A
 * deletion that began before, and cannot see that, runs again.
 */
export const holdRotation = async (tx: Transaction, arn: string): Promise<KeptRotation | undefined> =>
  oneOf(await tx.all<Row>(sql`update rotations set uses = uses + 1 where arn = ${arn} returning ${columns}`));

/** Its people must be held, so that none of them is deleted meanwhile. */
export async function addRotation(tx: Transaction, it: KeptRotation): Promise<void> {
  await tx.run(sql`
    insert into rotations (arn, account, region, name, document, uses)
    values (${it.arn}, ${it.account}, ${it.region}, ${it.name}, ${documentOf(it)}, 0)`);
  await addMembers(tx, it);
}

/** For a rotation that is held, as its people are. */
export async function saveRotation(tx: Transaction, it: KeptRotation): Promise<void> {
  await tx.run(sql`update rotations set document = ${documentOf(it)} where arn = ${it.arn}`);
  await removeMembers(tx, it.arn);
  await addMembers(tx, it);
}

/** For a rotation that is held. */
export async function removeRotation(tx: Transaction, arn: string): Promise<void> {
  await tx.run(sql`delete from rotations where arn = ${arn}`);
  await removeMembers(tx, arn);
}

const removeMembers = (tx: Transaction, rotation: string): Promise<number> =>
  tx.run(sql`delete from rotation_members where rotation_arn = ${rotation}`);

async function addMembers(tx: Transaction, { arn, account, contactIds }: KeptRotation): Promise<void> {
  const rows = [...new Set(contactIds)].map((contact) => [contact, arn, account]);
  if (rows.length === 0) return;
  await tx.run(sql`insert into rotation_members (contact_arn, rotation_arn, account) values ${bulk(rows)}`);
}

/** The ARNs of the rotations that the person is in, sorted, at most so many. */
export const rotationsWith = async (reader: Reader, contact: string, limit: number): Promise<string[]> => {
  const rows = await reader.all<{ rotation_arn: string }>(sql`
    select rotation_arn from rotation_members
    where contact_arn = ${contact} order by rotation_arn limit ${limit}`);
  return rows.map((row) => row.rotation_arn);
};

export interface RotationList {
  readonly account: string;
  readonly region: string;
  readonly namePrefix?: string | undefined;
  /** Only what comes after it: the name and ARN of the last rotation already listed. */
  readonly after: readonly [name: string, arn: string];
  readonly limit: number;
}

/** Sorted by name; those of equal name in the order of their making. */
export async function listRotations(reader: Reader, list: RotationList): Promise<KeptRotation[]> {
  const [name, arn] = list.after;
  const rows = await reader.all<Row>(sql`
    select ${columns} from rotations
    where account = ${list.account} and region = ${list.region} and (name, arn) > (${name}, ${arn})
    ${textsBeginningWith("name", list.namePrefix)} order by name, arn limit ${list.limit}`);
  return rows.map(rotationOf);
}
