// The caller's rotation that an ARN names.
import type { KeptRotation } from "../../domain/contacts/rotation.ts";
import { findRotation, holdRotation } from "../../storage/rotations.ts";
import type { Reader, Transaction } from "../../storage/storage.ts";
import { requireOnboarded, requireOnboardedReader } from "./onboarded.ts";
import { type Asked, missingOne, requireOwn } from "./own.ts";

/** @throws ValidationException, ResourceNotFoundException */
export async function ownRotation(reader: Reader, asked: Asked): Promise<KeptRotation> {
  await requireOnboardedReader(reader, asked.account);
  requireOwn("rotation", asked);
  const rotation = await findRotation(reader, asked.arn);
  if (rotation === undefined) throw missingOne("rotation", asked);
  return rotation;
}

/** Holds it until the end of the transaction. @throws ValidationException, ResourceNotFoundException */
export async function holdOwnRotation(tx: Transaction, asked: Asked): Promise<KeptRotation> {
  await requireOnboarded(tx, asked.account);
  requireOwn("rotation", asked);
  const rotation = await holdRotation(tx, asked.arn);
  if (rotation === undefined) throw missingOne("rotation", asked);
  return rotation;
}
