// The caller's contact that an ARN names.
import type { Contact } from "../../domain/contacts/contact.ts";
import { findContact, holdContact } from "../../storage/contacts.ts";
import type { Reader, Transaction } from "../../storage/storage.ts";
import { requireOnboarded, requireOnboardedReader } from "./onboarded.ts";
import { type Asked, missingOne, requireOwn } from "./own.ts";

/** @throws ValidationException, ResourceNotFoundException */
export async function ownContact(reader: Reader, asked: Asked): Promise<Contact> {
  await requireOnboardedReader(reader, asked.account);
  requireOwn("contact", asked);
  const contact = await findContact(reader, asked.arn);
  if (contact === undefined) throw missingOne("contact", asked);
  return contact;
}

/** Holds it until the end of the transaction. @throws ValidationException, ResourceNotFoundException */
export async function holdOwnContact(tx: Transaction, asked: Asked): Promise<Contact> {
  await requireOnboarded(tx, asked.account);
  requireOwn("contact", asked);
  const contact = await holdContact(tx, asked.arn);
  if (contact === undefined) throw missingOne("contact", asked);
  return contact;
}
