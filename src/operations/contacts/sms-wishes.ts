// What somebody wishes who writes back by SMS: no more messages at this number, or messages again.
import { sendingCode } from "../../domain/contacts/activation.ts";
import { type Channel, deactivated } from "../../domain/contacts/channel.ts";
import { hasAnswered } from "../../domain/engagement/engagement.ts";
import { findChannelsAt, lockChannel, saveChannel } from "../../storage/contact-channels.ts";
import { findOpenPages } from "../../storage/pages.ts";
import type { Reader, Transaction } from "../../storage/storage.ts";
import { cancelTimer } from "../../timers/set-timer.ts";
import { pagingPorts } from "../paging/ports.ts";
import type { GivenForContacts } from "./given.ts";
import { sendCode } from "./send-code.ts";
import { warnOfUnreachable } from "./warn-of-unreachable.ts";

const smsChannelsAt = async (reader: Reader, address: string): Promise<Channel[]> =>
  (await findChannelsAt(reader, address)).filter(({ type }) => type === "SMS");

/**
 * Every SMS channel of the number, of all accounts, with a STOP receipt on the pages that are not answered yet.
 * @param it.info for these receipts, in plain words
 * @returns how many
 */
export const deactivateChannels = (
  given: GivenForContacts,
  { address, info }: { readonly address: string; readonly info: string },
): Promise<number> =>
  given.storage.write(async (tx) => {
    const channels = (await smsChannelsAt(tx, address)).filter(({ activated }) => activated);
    for (const channel of channels) await leaveReceipts(given, tx, { channel, info });
    for (const { arn } of channels) {
      const held = await lockChannel(tx, arn);
      await cancelTimer(tx, sendingCode, arn);
      if (held !== undefined) await saveChannel(tx, deactivated(held));
    }
    const people = channels.map(({ contactArn }) => contactArn);
    await warnOfUnreachable(given, tx, [...new Set(people)]);
    return channels.length;
  });

/** Nobody has more pages open at once. */
const mostPages = 100;

async function leaveReceipts(
  given: GivenForContacts,
  tx: Transaction,
  { channel, info }: { readonly channel: Channel; readonly info: string },
): Promise<void> {
  const { store } = pagingPorts(given);
  const { arn, contactArn: contact } = channel;
  for (const page of await findOpenPages(tx, { contact, channel: arn, limit: mostPages })) {
    const outgoing = await store.outgoing(tx, page.arn);
    if (outgoing === undefined || hasAnswered(outgoing.engagement, contact)) continue;
    await store.addReceipts(tx, [{ page: page.arn, type: "STOP", at: given.clock.now(), info }]);
  }
}

/**
 * To every SMS channel of the number that is not activated, within the limits of SendActivationCode.
 * @returns how many
 */
export const sendActivationCodes = (
  given: GivenForContacts,
  { address }: { readonly address: string },
): Promise<number> =>
  given.storage.write(async (tx) => {
    let sent = 0;
    for (const { arn } of await smsChannelsAt(tx, address)) {
      const held = await lockChannel(tx, arn);
      if (held === undefined || held.channel.activated) continue;
      const activation = await sendCode(given, tx, held);
      if (activation === undefined) continue;
      await saveChannel(tx, { ...held, activation });
      sent += 1;
    }
    return sent;
  });
