// The people of rotations and overrides: contacts of the account, each a person.
import type { Contact } from "../../domain/contacts/contact.ts";
import type { Fault } from "../../domain/contacts/fault.ts";
import { findContact, holdContact } from "../../storage/contacts.ts";
import type { Reader, Transaction } from "../../storage/storage.ts";
import { refuse } from "./errors.ts";
import { missingOne, requireOwn } from "./own.ts";

interface Named {
  readonly account: string;
  readonly arns: readonly string[];
  /** The input's member that names them, such as `contactIds`. */
  readonly member: string;
}

/** @throws ResourceNotFoundException for the first who is not there, ValidationException for those who are no people */
export const requirePeople = (reader: Reader, named: Named): Promise<void> =>
  checkPeople(named, (arn) => findContact(reader, arn));

/** Holds them too, so that none of them is deleted before the transaction ends. The errors are the same. */
export const holdPeople = (tx: Transaction, named: Named): Promise<void> =>
  checkPeople(named, (arn) => holdContact(tx, arn));

async function checkPeople(
  { account, arns, member }: Named,
  find: (arn: string) => Promise<Contact | undefined>,
): Promise<void> {
  const faults: Fault[] = [];
  // Sorted, so that those who hold the same people do not wait for each other in a circle.
  for (const arn of [...new Set(arns)].sort()) {
    requireOwn("contact", { account, arn });
    const contact = await find(arn);
    if (contact === undefined) throw missingOne("contact", { account, arn });
    if (contact.type !== "PERSONAL")
      faults.push({
        name: `${member}.${arns.indexOf(arn) + 1}.member`,
        message: `${arn} is of type ${contact.type}: only PERSONAL contacts take shifts`,
      });
  }
  refuse(faults);
}
