// `tocsin outbox`: the messages that went out, or would have, with their codes.
import { setTimeout as pause } from "node:timers/promises";
import { encode } from "../contract/encode.ts";
import { listOutbox, type OutboxMessage } from "../contract/tocsin/outbox.ts";
import { callServer } from "./client.ts";
import { printable } from "./printable.ts";

interface Asked {
  readonly endpoint: string | undefined;
  readonly to?: string | undefined;
  readonly json?: boolean | undefined;
  readonly watch?: boolean | undefined;
}

const newest = 100;
const watchMilliseconds = 1000;

/** The newest at the bottom, where the eye is; with `watch` it goes on with those that come, until it is interrupted. */
export async function showOutbox(asked: Asked): Promise<void> {
  const show = asked.json === true ? (it: OutboxMessage) => JSON.stringify(wire(it)) : described;
  const seen = new Set<string>();
  for (const message of await unseen(asked, seen)) console.log(show(message));
  if (asked.watch !== true && asked.json !== true && seen.size === 0) console.log("The outbox is empty.");
  while (asked.watch === true) {
    await pause(watchMilliseconds);
    for (const message of await unseen(asked, seen)) console.log(show(message));
  }
}

/** The oldest first: the newest of all when nothing has been seen, then everything since. */
async function unseen({ to, endpoint }: Asked, seen: Set<string>): Promise<OutboxMessage[]> {
  const isFirst = seen.size === 0;
  const found: OutboxMessage[] = [];
  let nextToken: string | undefined;
  do {
    const page = await callServer(listOutbox, { to, maxResults: newest, nextToken }, endpoint);
    const fresh = page.messages.filter(({ messageId }) => !seen.has(messageId));
    for (const { messageId } of fresh) seen.add(messageId);
    found.push(...fresh);
    nextToken = isFirst || fresh.length < page.messages.length ? undefined : page.nextToken;
  } while (nextToken !== undefined);
  return found.toReversed();
}

/** One line each. */
const wire = (message: OutboxMessage): unknown =>
  (encode(listOutbox.output, { messages: [message] }) as { messages: unknown[] }).messages[0];

const media = { EMAIL: "E-mail", SMS: "SMS", VOICE: "Call", WEBHOOK: "Webhook" } as const;
const outcomes = { SENT: "sent", FAILED: "failed", KEPT: "kept" } as const;

function described(it: OutboxMessage): string {
  const time = it.time.toISOString().slice(0, 19).replace("T", " ");
  const lines = [it.subject, it.text].filter((part) => part !== undefined).join("\n");
  return `${time}Z  ${media[it.medium]} to ${printable(it.to)} (${printable(it.contactName)}), ${outcomes[it.outcome]}: ${printable(it.said)}
${printable(lines).replaceAll(/^/gmu, "    ")}
`;
}
