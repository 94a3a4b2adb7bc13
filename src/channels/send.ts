// The way of every message: written for its medium, carried by whoever is set up for that, and kept in the outbox.
import { accountOf } from "../domain/contacts/arn.ts";
import { maskedAddress } from "../domain/engagement/masked-address.ts";
import type { Message, Recipient, Send, Sent } from "../domain/engagement/sending.ts";
import { type ActivationCode, writeActivationCode } from "../domain/messages/activation-letter.ts";
import { type Letter, type Medium, mediumOf } from "../domain/messages/letter.ts";
import type { Links } from "../domain/messages/links.ts";
import type { OutboxEntry } from "../domain/messages/outbox-entry.ts";
import { writePage } from "../domain/messages/page-letter.ts";
import type { Carriers } from "./carrier.ts";

export interface ToSend {
  readonly carriers: Carriers;
  readonly links: Links;
  /** Whether replies by SMS and keys pressed in calls reach Tocsin. */
  readonly hears: boolean;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly newId: () => string;
  /** Puts it into the outbox, on disk. */
  readonly keep: (entry: OutboxEntry) => Promise<unknown>;
  /** What no receipt and no log may have, should a provider repeat it. */
  readonly secrets: readonly string[];
  readonly log: { readonly error: (facts: object, text: string) => void };
}

export interface Sending {
  readonly page: Send;
  readonly activationCode: (it: ActivationCode, signal: AbortSignal) => Promise<Sent>;
}

export const createSending = (given: ToSend): Sending => ({
  page: (message, signal) => {
    const medium = mediumOf(message.to);
    const { links, hears } = given;
    const letter = writePage(medium, { message, links, hears, now: given.now() });
    return deliver(given, { letter, ...message, about: aboutPage(message) }, signal);
  },
  activationCode: (activation, signal) => {
    const letter = writeActivationCode(mediumOf(activation.to), { activation, hears: given.hears });
    const about = {
      type: "activation-code",
      channel: activation.channel,
      account: accountOf(activation.channel),
    } as const;
    return deliver(given, { letter, ...activation, about }, signal);
  },
});

type About = Pick<OutboxEntry, "type" | "account" | "page" | "engagement" | "incident" | "channel">;

const aboutPage = ({ page, engagement, incident }: Message): About => ({
  type: "page",
  account: accountOf(page),
  page,
  engagement,
  incident,
});

interface ToDeliver {
  readonly letter: Letter;
  readonly to: Omit<Recipient, "activated">;
  readonly key: string;
  readonly code: string;
  readonly about: About;
}

async function deliver(given: ToSend, it: ToDeliver, signal: AbortSignal): Promise<Sent> {
  const carried = await carry(given.carriers, it, signal)?.catch(thrown);
  const sent = carried === undefined ? inOutbox(it.letter.medium) : discreet(carried, it.to, given.secrets);
  const outcome = carried === undefined ? "kept" : sent.outcome;
  try {
    await given.keep(entryOf(given, it, { outcome, said: sent.said }));
    return sent;
  } catch (err) {
    given.log.error({ err, ...it.about }, "a message could not be kept in the outbox");
    // What has gone out has gone out.
    return carried === undefined ? { outcome: "failed", said: "the outbox could not be written" } : sent;
  }
}

/** @returns undefined when nobody is set up for the medium */
function carry(
  carriers: Carriers,
  { letter, ...it }: ToDeliver,
  signal: AbortSignal,
): Promise<Sent> | undefined {
  if (letter.medium === "email") return carriers.email?.({ ...it, letter }, signal);
  if (letter.medium === "sms") return carriers.sms?.({ ...it, letter }, signal);
  if (letter.medium === "voice") return carriers.voice?.({ ...it, letter }, signal);
  return carriers.webhook?.({ ...it, letter }, signal);
}

const thrown = (error: unknown): Sent => ({
  outcome: "failed",
  said: error instanceof Error ? error.message : "the channel failed without a word",
  uncertain: true,
});

const names: Readonly<Record<Medium, string>> = {
  email: "e-mail",
  sms: "SMS",
  voice: "calls",
  webhook: "webhooks",
};

const inOutbox = (medium: Medium): Sent => ({
  outcome: "sent",
  said: `in the outbox, no provider for ${names[medium]} is configured`,
});

/** Providers like to repeat what they were told, and not always with the plus of a number. */
function discreet(sent: Sent, { address }: ToDeliver["to"], secrets: readonly string[]): Sent {
  const own = new RegExp(`\\+?${RegExp.escape(address.replace(/^\+/u, ""))}`, "giu");
  const said = secrets
    .reduce((text, secret) => text.replaceAll(secret, "…"), sent.said)
    .replaceAll(own, maskedAddress(address));
  return { ...sent, said };
}

const entryOf = (
  { newId, now }: ToSend,
  { letter, to, code, about }: ToDeliver,
  { outcome, said }: Pick<OutboxEntry, "outcome" | "said">,
): OutboxEntry => ({
  id: newId(),
  at: now(),
  ...about,
  to: { name: to.name, type: to.type, address: withoutLogin(to.address) },
  medium: letter.medium,
  outcome,
  said,
  ...("subject" in letter && { subject: letter.subject }),
  text: letter.text,
  code,
});

/** Of `https://user:password@host`. */
function withoutLogin(address: string): string {
  const url = address.includes("://") ? URL.parse(address) : null;
  if (url === null || (url.username === "" && url.password === "")) return address;
  return address.replace(/\/\/[^@]*@/u, "//");
}
