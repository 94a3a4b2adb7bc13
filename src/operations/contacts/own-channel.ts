// The caller's contact channel that an ARN names.
import type { Channel, KeptChannel } from "../../domain/contacts/channel.ts";
import { findChannel, lockChannel } from "../../storage/contact-channels.ts";
import type { Reader, Transaction } from "../../storage/storage.ts";
import { requireOnboarded, requireOnboardedReader } from "./onboarded.ts";
import { type Asked, missingOne, requireOwn } from "./own.ts";

/** @throws ValidationException, ResourceNotFoundException */
export async function ownChannel(reader: Reader, asked: Asked): Promise<Channel> {
  await requireOnboardedReader(reader, asked.account);
  requireOwn("contact-channel", asked);
  const channel = await findChannel(reader, asked.arn);
  if (channel === undefined) throw missingOne("contact-channel", asked);
  return channel;
}

/** Holds it until the end of the transaction. @throws ValidationException, ResourceNotFoundException */
export async function lockOwnChannel(tx: Transaction, asked: Asked): Promise<KeptChannel> {
  await requireOnboarded(tx, asked.account);
  requireOwn("contact-channel", asked);
  const held = await lockChannel(tx, asked.arn);
  if (held === undefined) throw missingOne("contact-channel", asked);
  return held;
}
