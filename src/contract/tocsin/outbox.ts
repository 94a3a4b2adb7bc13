// The outbox: every message to people, with its text and how it went. Nothing that was sent, or could not be, goes unseen.
import { type OutputOf, operation } from "../operation.ts";
import { integer, list, required, string, structure, timestamp, words } from "../shape.ts";
import { always } from "./errors.ts";

const message = structure("OutboxMessage", {
  messageId: required(string()),
  time: required(timestamp()),
  type: required(words("PAGE", "ACTIVATION_CODE")),
  /** The address. */
  to: required(string()),
  contactName: required(string()),
  channelType: required(words("SMS", "VOICE", "EMAIL")),
  medium: required(words("EMAIL", "SMS", "VOICE", "WEBHOOK")),
  /** `KEPT`: no provider is configured, so it is here and nowhere else. */
  outcome: required(words("SENT", "FAILED", "KEPT")),
  /** What the provider said, as in the page's receipt. */
  said: required(string()),
  subject: string(),
  text: required(string()),
  /** Acknowledges the page, or activates the channel. */
  code: required(string()),
  pageArn: string(),
  engagementArn: string(),
  incidentId: string(),
  contactChannelArn: string(),
});

export const listOutbox = operation({
  name: "ListOutbox",
  http: { method: "POST", path: "/_tocsin/outbox/list", status: 200 },
  input: structure("ListOutboxInput", {
    /** Only what went to this address, in any case of its letters. */
    to: string({ min: 1, max: 320 }),
    maxResults: integer({ min: 1, max: 100 }),
    nextToken: string({ max: 2000 }),
  }),
  output: structure("ListOutboxOutput", {
    /** The newest first. */
    messages: required(list(message)),
    nextToken: string({ max: 2000 }),
  }),
  errors: [...always],
  paginated: { token: "nextToken", limit: "maxResults", items: "messages" },
});

export type OutboxMessage = OutputOf<typeof listOutbox>["messages"][number];
