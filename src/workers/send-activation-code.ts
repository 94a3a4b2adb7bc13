// Sends an activation code to the channel that its owner is to prove theirs. The outbox tells what became of each attempt.
import { createHash } from "node:crypto";
import type { CodeToSend } from "../domain/contacts/activation.ts";
import { maskedAddress } from "../domain/engagement/masked-address.ts";
import type { Sent } from "../domain/engagement/sending.ts";
import type { ActivationCode } from "../domain/messages/activation-letter.ts";
import { findChannel } from "../storage/contact-channels.ts";
import { findContact } from "../storage/contacts.ts";
import type { Reader, Storage } from "../storage/storage.ts";
import type { Handler } from "../timers/timers.ts";

export interface ToSendCodes {
  readonly storage: Pick<Storage, "read">;
  readonly send: (it: ActivationCode, signal: AbortSignal) => Promise<Sent>;
  readonly log: { readonly warn: (facts: object, text: string) => void };
}

/** A quarter of an hour; after that, whoever waits for a code asks for another. */
const mostAttempts = 12;

const sendingLimit = 30_000;

/**
 * The timer's key is the channel's ARN, its payload a {@link CodeToSend}.
 * One that dies between the sending and its end sends again, under the same key.
 */
export const sendActivationCode =
  ({ storage, send, log }: ToSendCodes): Handler =>
  async ({ payload, attempt }, run) => {
    const code = await storage.read((reader) => codeOf(reader, payload as CodeToSend));
    if (code === undefined) {
      await run.finish();
      return;
    }
    const signal = AbortSignal.any([run.signal, AbortSignal.timeout(sendingLimit)]);
    const sent = await send(code, signal);
    if (sent.outcome === "failed") {
      if (sent.permanent !== true && attempt < mostAttempts) throw new Error(sent.said);
      const facts = { channel: code.channel, to: maskedAddress(code.to.address), said: sent.said };
      log.warn(facts, "an activation code could not be sent");
    }
    await run.finish();
  };

/** Undefined when the channel or its person is not there any more. */
async function codeOf(
  reader: Reader,
  { channel: arn, code }: CodeToSend,
): Promise<ActivationCode | undefined> {
  const channel = await findChannel(reader, arn);
  const contact = channel && (await findContact(reader, channel.contactArn));
  if (channel === undefined || contact === undefined) return undefined;
  const { type, address } = channel;
  return {
    channel: arn,
    code,
    key: createHash("sha256").update(`${arn}\n${code}`).digest("hex"),
    to: { name: contact.displayName ?? contact.alias, type, address },
  };
}
