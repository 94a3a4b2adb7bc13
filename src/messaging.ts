// Puts together from the settings how messages leave the house: who carries them, which links they have, where they are kept.
import type { Clock } from "./clock.ts";
import type { Carriers } from "./channels/carrier.ts";
import { createEmail } from "./channels/email.ts";
import { createSending, type Sending } from "./channels/send.ts";
import { createSms } from "./channels/sms.ts";
import { createVoice } from "./channels/voice.ts";
import { createWebhook } from "./channels/webhook.ts";
import type { Config } from "./config.ts";
import type { Medium } from "./domain/messages/letter.ts";
import { createLinks, type Links } from "./domain/messages/links.ts";
import { derive, type SecretKey } from "./domain/secrets/secret-key.ts";
import { webhookSecret } from "./domain/secrets/webhook-secret.ts";
import { addToOutbox } from "./storage/outbox.ts";
import type { Storage } from "./storage/storage.ts";

export interface Messaging {
  readonly sending: Sending;
  readonly links: Links;
  /** The media for which a provider is configured. */
  readonly carried: ReadonlySet<Medium>;
}

interface Behind {
  readonly config: Pick<Config, "publicUrl" | "mail" | "twilio" | "webhooks">;
  readonly storage: Pick<Storage, "write">;
  readonly secretKey: SecretKey;
  readonly clock: Clock;
  /** A UUID that sorts by the time of its making. */
  readonly newId: () => string;
  readonly log: { readonly error: (facts: object, text: string) => void };
}

export function messagingOf({ config, storage, secretKey, clock, newId, log }: Behind): Messaging {
  const { publicUrl, twilio } = config;
  const links = createLinks({ key: derive(secretKey, "links"), publicUrl });
  const now = (): number => clock.now();
  const carriers = carriersOf({ config, secret: webhookSecret(config.webhooks.secret, secretKey), now });
  const sending = createSending({
    carriers,
    links,
    // Without Twilio the outbox shows them as they would be.
    hears: twilio === undefined || publicUrl !== undefined,
    now,
    newId,
    keep: (entry) => storage.write((tx) => addToOutbox(tx, entry)),
    secrets: secretsOf(config),
    log,
  });
  const carried = new Set(media.filter((medium) => carriers[medium] !== undefined));
  return { sending, links, carried };
}

const media: readonly Medium[] = ["email", "sms", "voice", "webhook"];

interface ToCarry {
  readonly config: Behind["config"];
  /** Signs webhooks. */
  readonly secret: string;
  readonly now: () => number;
}

const carriersOf = ({ config: { mail, twilio, webhooks }, secret, now }: ToCarry): Carriers => ({
  email: mail && createEmail({ ...mail, now }),
  sms: twilio && createSms(twilio),
  voice: twilio && createVoice(twilio),
  webhook:
    webhooks.schemes.length > 0
      ? createWebhook({ ...webhooks, secret, wallNow: () => Date.now() })
      : undefined,
});

/** Shorter ones would blank out ordinary words. */
const shortestSecret = 4;

const secretsOf = ({ mail, twilio, webhooks }: Behind["config"]): string[] =>
  [mail?.server.login?.password, twilio?.authToken, webhooks.secret]
    .flatMap((secret) => secret ?? [])
    .filter((secret) => secret.length >= shortestSecret);
