// Chats that take a message by an address alone: no message can be changed there, so only notable events are told.
import { type Card, cardOf } from "../../domain/chat/card.ts";
import { isNotable, lineOf } from "../../domain/chat/line.ts";
import { continued, storyIn } from "../../domain/chat/story.ts";
import type { EventDocument } from "../../domain/notices/event.ts";
import type { Carried, DestinationKind } from "../../domain/notices/destination.ts";
import { type Answer, post } from "../post.ts";
import { authorization, refusedHost, withoutLogin } from "../signed-json.ts";
import type { GivenForDestinations } from "./kinds.ts";

interface ChatForm {
  readonly name: string;
  readonly about: string;
  /** For the help: what the address is called there. */
  readonly address: string;
  readonly ofIncident: (card: Card, event: EventDocument) => unknown;
  /** Of an event that belongs to no incident. */
  readonly ofLine: (line: string) => unknown;
}

export const chatWebhook = (
  { name, about, address, ofIncident, ofLine }: ChatForm,
  { hosts }: GivenForDestinations,
): DestinationKind => ({
  name,
  about,
  fields: {
    url: {
      about: address,
      required: true,
      secret: true,
      hint: (value) => URL.parse(value)?.host ?? "",
      fault: (value) => faultOfUrl(value, hosts),
    },
  },
  carry: async ({ event, incident, config, state, key, links }, signal) => {
    const url = URL.parse(config["url"] ?? "");
    const refused = url === null ? "the address is none" : refusedHost(url.hostname, hosts);
    if (url === null || refused !== undefined)
      return { outcome: "failed", said: refused ?? "", permanent: true };
    const story = continued(storyIn(state), event);
    if (!isNotable(event)) return { outcome: "sent", said: "not told: nothing to act upon", state: story };
    const message =
      incident === undefined
        ? ofLine(lineOf(event))
        : ofIncident(cardOf(incident, { story, link: links.incident }), event);
    const request = {
      url: withoutLogin(url),
      headers: { "Content-Type": "application/json", ...authorization(url), "Idempotency-Key": key },
      body: JSON.stringify(message),
    };
    const answer = await post(request, { to: url.hostname, signal });
    if ("outcome" in answer) return { outcome: "failed", said: answer.said };
    const carried = carriedBy(answer, url.hostname);
    return carried.outcome === "sent" ? { ...carried, state: story } : carried;
  },
});

export function faultOfUrl(value: string, hosts: readonly string[] | undefined): string | undefined {
  const url = /^https?:\/\/[!-~]+$/i.test(value) ? URL.parse(value) : null;
  if (url === null) return "an address such as https://example.com/hook";
  const refused = refusedHost(url.hostname, hosts);
  return refused === undefined ? undefined : `at a host that may be reached: ${refused}`;
}

/** Refusals that come by themselves to an end: too early, too much at once, not in time. */
const passing: ReadonlySet<number> = new Set([408, 409, 425, 429]);

/** The address holds the key: whoever refuses it refuses it for good. Nothing of the answer but its status is told. */
function carriedBy({ status, retryAfterSeconds }: Answer, to: string): Carried {
  const said = `${to} answered ${status}`;
  if (status >= 200 && status < 300) return { outcome: "sent", said };
  return {
    outcome: "failed",
    said,
    ...(status >= 400 && status < 500 && !passing.has(status) && { permanent: true }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}
