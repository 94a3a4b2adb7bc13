// A message of Amazon SNS as its HTTP deliveries carry it, and the text that its signature is of. Source: SNS's developer guide.
import { type Infer, matching, required, string, structure, words } from "../../contract/shape.ts";
import { awsTime } from "../aws-time.ts";

const address = string({ max: 4096 });

export const snsMessage = structure("SnsMessage", {
  Type: required(words("Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation")),
  MessageId: required(string({ min: 1, max: 256 })),
  TopicArn: required(
    string({ max: 512, ...matching("^arn:[a-z-]{1,20}:sns:[a-z0-9-]{1,40}:\\d{12}:[\\w.-]{1,300}$") }),
  ),
  Subject: string({ max: 1000 }),
  Message: required(string({ max: 1_000_000 })),
  Timestamp: required(awsTime),
  SignatureVersion: required(words("1", "2")),
  Signature: required(string({ max: 4096, ...matching("^[A-Za-z0-9+/=]+$") })),
  SigningCertURL: required(address),
  /** In confirmations only, as is the token. */
  SubscribeURL: address,
  Token: string({ max: 4096 }),
});
export type SnsMessage = Infer<typeof snsMessage>;

/** Whether a body is such a message, rather than what a topic delivers raw, or what others send. */
export const isEnvelope = (body: Record<string, unknown>): boolean =>
  ["Type", "MessageId", "TopicArn", "Message"].every((name) => Object.hasOwn(body, name));

const signed = {
  Notification: ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
  SubscriptionConfirmation: [
    "Message",
    "MessageId",
    "SubscribeURL",
    "Timestamp",
    "Token",
    "TopicArn",
    "Type",
  ],
} as const;

/** Names and values on lines of their own, in the order of the names; what is absent has no lines. */
export function signedText(message: SnsMessage): string {
  const names = message.Type === "Notification" ? signed.Notification : signed.SubscriptionConfirmation;
  return names.flatMap((name) => (message[name] === undefined ? [] : `${name}\n${message[name]}\n`)).join("");
}
