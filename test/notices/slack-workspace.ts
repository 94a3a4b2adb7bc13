// The far side of Slack: its Web API on this machine, and an app that signs what people press and type.
import { createHmac } from "node:crypto";
import { bindTopic } from "../../src/contract/tocsin/topic.ts";
import { answerJson, type AnswerHttp, type HttpListener, listenForHttp } from "../channels/http-listener.ts";
import { ask, topicArn } from "./notified.ts";

export const channel = "C0123456789";
export const signingSecret = "8f742231b10e8888abcd99yyyzzz85a5";

export type Json = Readonly<Record<string, unknown>>;

interface Called {
  /** `chat.postMessage` */
  readonly method: string;
  readonly authorization: string | undefined;
  readonly body: Json;
}

export interface SlackWorkspace extends AsyncDisposable {
  readonly url: string;
  /** What Tocsin asked of the API, in order. */
  readonly called: () => readonly Called[];
  /** How the API answers; undefined: it does what it is asked. */
  answer: AnswerHttp | undefined;
}

export async function slackWorkspace(): Promise<SlackWorkspace> {
  let answer: AnswerHttp | undefined;
  let posted = 0;
  const obey: AnswerHttp = ({ body }, response) => {
    posted += 1;
    answerJson(response, 200, {
      ok: true,
      ts: `1503435956.${String(posted).padStart(6, "0")}`,
      channel: (JSON.parse(body) as Json)["channel"],
    });
  };
  const far: HttpListener = await listenForHttp((asked, response) => (answer ?? obey)(asked, response));
  return {
    url: `${far.url}/api`,
    called: () =>
      far.asked.map(({ path, headers, body }) => ({
        method: path.replace("/api/", ""),
        authorization: headers.authorization,
        body: JSON.parse(body) as Json,
      })),
    get answer() {
      return answer;
    },
    set answer(given) {
      answer = given;
    },
    [Symbol.asyncDispose]: () => far[Symbol.asyncDispose](),
  };
}

export const bindSlack = (
  tocsin: { readonly url: string },
  slack: SlackWorkspace,
  more: Readonly<Record<string, string>> = {},
) =>
  ask(tocsin.url, bindTopic, {
    topicArn,
    kind: "slack",
    configuration: {
      channel,
      token: "xoxb-1234-abcd",
      "signing-secret": signingSecret,
      "api-url": slack.url,
      ...more,
    },
  });

interface Signing {
  readonly secret?: string;
  /** How long ago it was signed. */
  readonly secondsAgo?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Posts as Slack does. */
export function fromSlack(
  url: string,
  body: string,
  { secret = signingSecret, secondsAgo = 0, headers = {} }: Signing = {},
): Promise<Response> {
  const timestamp = String(Math.floor(Date.now() / 1000) - secondsAgo);
  const signature = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  return fetch(url, {
    method: "POST",
    body,
    headers: {
      "content-type": body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${signature}`,
      ...headers,
    },
  });
}

let pressed = 0;

/** A press of a button under the message that has the blocks. */
export function pressing(
  blocks: unknown,
  action: Json,
  user: Json = { id: "U0BOB", username: "bob" },
): string {
  const block = (blocks as readonly Json[]).find(({ type }) => type === "actions");
  const payload = {
    type: "block_actions",
    trigger_id: `13345224609.${(pressed += 1)}`,
    user,
    channel: { id: channel, name: "incidents" },
    actions: [{ block_id: block?.["block_id"], type: "button", ...action }],
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

export const form = (payload: unknown): string =>
  new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

export const slash = (text: string, more: Readonly<Record<string, string>> = {}): string =>
  new URLSearchParams({
    command: "/tocsin",
    channel_id: channel,
    user_id: "U0BOB",
    user_name: "bob",
    trigger_id: `13345224609.s${(pressed += 1)}`,
    text,
    ...more,
  }).toString();

export const mention = (text: string, eventId: string): string =>
  JSON.stringify({
    type: "event_callback",
    event_id: eventId,
    event: {
      type: "app_mention",
      user: "U0BOB",
      text: `<@U0TOCSIN> ${text}`,
      ts: "1515449522.000016",
      channel,
    },
  });
