// What can carry tags: the caller's own contacts of any type, and rotations.
import { parseContactsArn } from "../../domain/contacts/arn.ts";
import type { Reader, Transaction } from "../../storage/storage.ts";
import { holdOwnContact, ownContact } from "./own-contact.ts";
import { holdOwnRotation, ownRotation } from "./own-rotation.ts";
import type { Asked } from "./own.ts";

const isRotation = ({ arn }: Asked): boolean => parseContactsArn(arn)?.kind === "rotation";

/** @throws ValidationException, ResourceNotFoundException */
export const requireTagged = async (reader: Reader, asked: Asked): Promise<void> =>
  void (await (isRotation(asked) ? ownRotation(reader, asked) : ownContact(reader, asked)));

/** Holds it, so that callers who tag it at once lose nothing. @throws ValidationException, ResourceNotFoundException */
export const holdOwnTagged = async (tx: Transaction, asked: Asked): Promise<void> =>
  void (await (isRotation(asked) ? holdOwnRotation(tx, asked) : holdOwnContact(tx, asked)));
