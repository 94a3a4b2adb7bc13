// What the outbox keeps of every attempt to send a message: to whom, the words as they were sent, and how it went.
import type { OutboxMessage } from "../../contract/tocsin/outbox.ts";
import type { ChannelType } from "../engagement/sending.ts";
import type { Medium } from "./letter.ts";

export interface OutboxEntry {
  /** Sorts by time. */
  readonly id: string;
  /** Twelve digits. */
  readonly account: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly type: "page" | "activation-code";
  readonly to: { readonly name: string; readonly type: ChannelType; readonly address: string };
  readonly medium: Medium;
  /** `kept`: nobody is set up to deliver it, and whoever looks into the outbox has it. */
  readonly outcome: "sent" | "failed" | "kept";
  /** As in the receipt. */
  readonly said: string;
  /** Of e-mails and webhooks. */
  readonly subject?: string | undefined;
  readonly text: string;
  readonly code: string;
  /** ARNs, as far as the message has to do with them. */
  readonly page?: string | undefined;
  readonly engagement?: string | undefined;
  readonly incident?: string | undefined;
  readonly channel?: string | undefined;
}

/** As the API shows it. */
export const shownInOutbox = (it: OutboxEntry): OutboxMessage => ({
  messageId: it.id,
  time: new Date(it.at),
  type: it.type === "page" ? "PAGE" : "ACTIVATION_CODE",
  to: it.to.address,
  contactName: it.to.name,
  channelType: it.to.type,
  medium: media[it.medium],
  outcome: outcomes[it.outcome],
  said: it.said,
  subject: it.subject,
  text: it.text,
  code: it.code,
  pageArn: it.page,
  engagementArn: it.engagement,
  incidentId: it.incident,
  contactChannelArn: it.channel,
});

const media = { email: "EMAIL", sms: "SMS", voice: "VOICE", webhook: "WEBHOOK" } as const;
const outcomes = { sent: "SENT", failed: "FAILED", kept: "KEPT" } as const;
