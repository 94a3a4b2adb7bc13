// What a topic of Amazon SNS delivers over HTTP: it is unwrapped once it is known to be SNS's, and a new subscription is confirmed.
import { systemClock } from "../../clock.ts";
import { ApiError } from "../../contract/api-error.ts";
import { confirmLater } from "../../operations/alerts/confirm-later.ts";
import { accessDenied } from "../../wire/errors.ts";
import { parseJsonObject } from "../../wire/json.ts";
import { read } from "../payload.ts";
import type { GivenForSources, Reading, Received } from "../source.ts";
import { confirmationAddress } from "./address.ts";
import { Certificates } from "./certificates.ts";
import { getOverHttp } from "./get.ts";
import { type SnsMessage, isEnvelope, snsMessage } from "./message.ts";
import { requireSns, type Verifying } from "./verify.ts";

/** What a source makes of the JSON that reaches it, in whatever it was wrapped. */
export type Take = (payload: Record<string, unknown>) => Reading;

export interface SnsReader {
  /** Messages of SNS are verified; what comes otherwise has nothing but its intake key, and needs no more. */
  readonly read: (received: Received, take: Take) => Promise<Reading>;
}

interface Reads extends Verifying {
  readonly warn: (facts: object, text: string) => void;
}

/** Certificates are known to all sources that share it. */
export function snsOf({ sns: settings, warn }: Pick<GivenForSources, "sns" | "warn">): SnsReader {
  const wall = systemClock();
  return snsReader({ settings, wall, warn, certificates: new Certificates({ get: getOverHttp, wall }) });
}

const snsReader = (reads: Reads): SnsReader => ({
  read: async (received, take) => {
    const body = bodyOf(received);
    if (isRaw(received) || !isEnvelope(body)) return take(body);
    const message = read(snsMessage, body);
    await requireSns(message, reads);
    if (message.Type === "Notification") return take(contentOf(message));
    if (message.Type === "SubscriptionConfirmation") return confirmed(message, { reads, now: received.now });
    reads.warn({ topic: message.TopicArn }, "an SNS topic has ended its subscription to an intake");
    return { alerts: [] };
  },
});

const isRaw = ({ request }: Received): boolean => request.headers.get("x-amz-sns-rawdelivery") === "true";

const nesting = 64;
const listBegins = 0x5b;

/** A list is taken as `{"events": […]}`: some ways from EventBridge send several events at once. */
function bodyOf({ request: { body } }: Received): Record<string, unknown> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return bytes[0] === listBegins
    ? parseJsonObject(Buffer.concat([Buffer.from('{"events":'), bytes, Buffer.from("}")]), nesting)
    : parseJsonObject(bytes, nesting);
}

function contentOf({ Message }: SnsMessage): Record<string, unknown> {
  try {
    return parseJsonObject(Buffer.from(Message), nesting);
  } catch (error) {
    const said = error instanceof Error ? error.message : "";
    throw new ApiError("ValidationException", `The Message of the notification cannot be read. ${said}`);
  }
}

/** The confirmation outlives a crash: the timer is set in the transaction that the answer waits for. */
function confirmed(
  { SubscribeURL = "", TopicArn, MessageId }: SnsMessage,
  { reads, now }: { readonly reads: Reads; readonly now: number },
): Reading {
  const url = confirmationAddress({ text: SubscribeURL, topicArn: TopicArn }, reads.settings.origins);
  if (url === undefined)
    throw accessDenied("The SubscribeURL of the message does not lead to Amazon SNS, or to another topic.");
  const subscription = { url: url.href, topicArn: TopicArn };
  return { alerts: [], also: (tx) => confirmLater(tx, subscription, { id: MessageId, due: now }) };
}
