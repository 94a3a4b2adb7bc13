// A channel of Slack: one message for each incident, changed whenever the incident changes, with all that happened in its thread.
import { isReadyMade } from "../../domain/access/ready-made.ts";
import { cardOf } from "../../domain/chat/card.ts";
import { lineOf } from "../../domain/chat/line.ts";
import { slackCard, type SlackMessage } from "../../domain/chat/slack-card.ts";
import { escapedWithin, linkedWithin } from "../../domain/chat/slack-text.ts";
import { readSlackUsers } from "../../domain/chat/slack-users.ts";
import { continued, type Story, storyIn } from "../../domain/chat/story.ts";
import type { Carried, Carry, DestinationKind, Notice } from "../../domain/notices/destination.ts";
import { refusedHost } from "../signed-json.ts";
import { faultOfUrl } from "./chat-webhook.ts";
import type { GivenForDestinations } from "./kinds.ts";
import { callSlack, type SlackAccess, slackAccess, type SlackAnswer } from "./slack-api.ts";

export const slack = ({ hosts }: GivenForDestinations): DestinationKind => ({
  name: "slack",
  about: "a channel of Slack, whose buttons and commands work",
  fields: {
    channel: {
      about: "the channel's id, such as C0123456789",
      required: true,
      fault: (value) =>
        /^[CGD][A-Z0-9]{2,20}$/.test(value) ? undefined : "a channel's id such as C0123456789",
    },
    token: {
      about: "the bot token of your Slack app, with the scope chat:write",
      required: true,
      secret: true,
      fault: (value) =>
        /^xox[a-z]-[\w-]{1,250}$/.test(value) ? undefined : "a bot token, which begins with xoxb-",
    },
    "signing-secret": {
      about: "the app's signing secret: with it buttons and commands work",
      secret: true,
      fault: (value) =>
        /^[\w-]{16,128}$/.test(value) ? undefined : "the signing secret shown with the app's credentials",
    },
    users: {
      about: "who is who, as U0123=alice,U0456=bob: their button acknowledges their own pages",
      fault: (value) =>
        readSlackUsers(value) === undefined ? "pairs such as U0123=alice,U0456=bob" : undefined,
    },
    permission: {
      about: "what the channel may do: resolver (unless said otherwise) or readonly",
      fault: (value) => (isReadyMade(value) && value !== "admin" ? undefined : "resolver or readonly"),
    },
    "api-url": {
      about: "where Slack's Web API is, when it is reached through a gateway",
      fault: (value) => faultOfUrl(value, hosts),
    },
  },
  carry: carrySlack(hosts),
});

const carrySlack =
  (hosts: readonly string[] | undefined): Carry =>
  async (notice, signal) => {
    const access = slackAccess(notice.config);
    const refused = refusedHost(URL.parse(access.apiUrl)?.hostname ?? "", hosts);
    if (refused !== undefined) return { outcome: "failed", said: refused, permanent: true };
    const channel = notice.config["channel"] ?? "";
    return notice.incident === undefined
      ? alone(notice, { access, channel, signal })
      : aboutIncident(notice, { access, channel, signal });
  };

interface Way {
  readonly access: SlackAccess;
  readonly channel: string;
  readonly signal: AbortSignal;
}

async function alone({ event }: Notice, { access, channel, signal }: Way): Promise<Carried> {
  const body = { channel, text: escapedWithin(lineOf(event), 3000), ...calm };
  const answer = await callSlack(access, { method: "chat.postMessage", body }, signal);
  return answer.ok ? { outcome: "sent", said: answer.ts } : failed(answer);
}

/** What is kept of the message. */
interface Posted {
  readonly channel: string;
  readonly ts: string;
  readonly story: Story;
  /** A line that stands on the card alone so far: it goes into the thread with the next one. */
  readonly waiting?: string | undefined;
}

async function aboutIncident(notice: Notice, way: Way): Promise<Carried> {
  const { event, incident, state, links } = notice;
  if (incident === undefined) return alone(notice, way);
  const posted = postedIn(state);
  const story = continued(posted?.story ?? storyIn(undefined), event);
  const message = slackCard(cardOf(incident, { story, link: links.incident }), incident.arn);
  const line = lineOf(event);
  if (posted === undefined) return begin({ message, story, line }, way);
  const updated = await callSlack(
    way.access,
    { method: "chat.update", body: { ...message, channel: posted.channel, ts: posted.ts, parse: "none" } },
    way.signal,
  );
  if (!updated.ok) return gone.has(updated.error) ? begin({ message, story, line }, way) : failed(updated);
  return thread({ posted, story, line }, way);
}

interface Telling {
  readonly message: SlackMessage;
  readonly story: Story;
  readonly line: string;
}

/** A message of its own: one request, so that a failure after it cannot post it twice. */
async function begin({ message, story, line }: Telling, { access, channel, signal }: Way): Promise<Carried> {
  const body = { channel, ...message, ...calm };
  const answer = await callSlack(access, { method: "chat.postMessage", body }, signal);
  if (!answer.ok) return failed(answer);
  const state: Posted = { channel: answer.channel || channel, ts: answer.ts, story, waiting: line };
  return { outcome: "sent", said: answer.ts, state };
}

/** The card is changed before: if this fails, changing it once more does no harm. */
async function thread(
  { posted, story, line }: Omit<Telling, "message"> & { readonly posted: Posted },
  { access, signal }: Way,
): Promise<Carried> {
  const { channel, ts, waiting } = posted;
  const text = [waiting, line].flatMap((it) => it ?? []).map((it) => linkedWithin(it, 1900));
  const body = { channel, thread_ts: ts, text: text.join("\n"), ...calm };
  const answer = await callSlack(access, { method: "chat.postMessage", body }, signal);
  if (!answer.ok) return failed(answer);
  const state: Posted = { channel, ts, story };
  return { outcome: "sent", said: answer.ts, state };
}

/** No names become mentions, and no addresses become pictures. */
const calm = { parse: "none", link_names: false, unfurl_links: false, unfurl_media: false };

/** The message can be changed no more, or is not there. */
const gone: ReadonlySet<string> = new Set([
  "message_not_found",
  "cant_update_message",
  "edit_window_closed",
  "thread_not_found",
]);

/** Slack's own troubles, and whatever somebody may mend in Slack or at the network within hours. */
const passing: ReadonlySet<string> = new Set([
  "",
  "not_reached",
  "ratelimited",
  "rate_limited",
  "message_limit_exceeded",
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
  "team_added_to_org",
]);

const failed = ({ error, said, retryAfterSeconds }: Extract<SlackAnswer, { ok: false }>): Carried => ({
  outcome: "failed",
  said,
  ...(!passing.has(error) && { permanent: true }),
  ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
});

function postedIn(state: unknown): Posted | undefined {
  if (typeof state !== "object" || state === null) return undefined;
  const { channel, ts, story, waiting } = state as Readonly<Record<string, unknown>>;
  return typeof channel === "string" && typeof ts === "string"
    ? { channel, ts, story: storyIn(story), waiting: typeof waiting === "string" ? waiting : undefined }
    : undefined;
}
