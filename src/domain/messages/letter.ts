// A message as its medium carries it: written, and ready for whoever delivers it.
import type { Recipient } from "../engagement/sending.ts";

/** Written for reading at night, on a phone. */
export interface EmailLetter {
  readonly medium: "email";
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly urgent: boolean;
  /** What belongs together is shown together: the incident's ARN, say. */
  readonly thread?: string | undefined;
}

export interface SmsLetter {
  readonly medium: "sms";
  readonly text: string;
  /** Where the provider tells what became of it. */
  readonly report?: string | undefined;
}

export interface VoiceLetter {
  readonly medium: "voice";
  /** As it is spoken. */
  readonly text: string;
  readonly twiml: string;
  readonly report?: string | undefined;
}

/** For machines that wake people: push services, scripts. */
export interface WebhookLetter {
  readonly medium: "webhook";
  readonly subject: string;
  readonly text: string;
  readonly notice: Notice;
}

export type Letter = EmailLetter | SmsLetter | VoiceLetter | WebhookLetter;
export type Medium = Letter["medium"];

/** The body of a webhook, documented in docs/notifications.md: members are added, never changed. */
export interface Notice {
  readonly type: "page" | "activation-code";
  readonly contact: string;
  readonly subject: string;
  readonly content: string;
  readonly code: string;
  readonly acknowledgeUrl?: string | undefined;
  readonly incidentUrl?: string | undefined;
  readonly pageArn?: string | undefined;
  readonly engagementArn?: string | undefined;
  readonly incidentId?: string | undefined;
  readonly contactChannelArn?: string | undefined;
}

/** Any channel may have the address of a webhook; else its type says what it is. */
export function mediumOf({ type, address }: Pick<Recipient, "type" | "address">): Medium {
  if (address.includes("://")) return "webhook";
  return media[type];
}

const media = { EMAIL: "email", SMS: "sms", VOICE: "voice" } as const;
