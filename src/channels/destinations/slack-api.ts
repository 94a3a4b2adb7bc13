// Calls of Slack's Web API, or of a gateway that speaks it: a POST of JSON, an answer with `ok`.
import type { Configuration } from "../../domain/notices/destination.ts";
import { jsonOf, post } from "../post.ts";

/** In which workspace and as whom. */
export interface SlackAccess {
  /** Without a slash at the end. */
  readonly apiUrl: string;
  readonly token: string;
}

export const slackAccess = (config: Configuration): SlackAccess => ({
  apiUrl: (config["api-url"] ?? "https://slack.com/api").replace(/\/+$/u, ""),
  token: config["token"] ?? "",
});

export type SlackMethod = "chat.postMessage" | "chat.update" | "chat.postEphemeral" | "views.open";

/** `error` is Slack's word, such as `channel_not_found`. */
export type SlackAnswer =
  | { readonly ok: true; readonly ts: string; readonly channel: string }
  | {
      readonly ok: false;
      readonly error: string;
      /** Plain, and without secrets. */
      readonly said: string;
      readonly retryAfterSeconds?: number;
    };

export async function callSlack(
  { apiUrl, token }: SlackAccess,
  { method, body }: { readonly method: SlackMethod; readonly body: Readonly<Record<string, unknown>> },
  signal: AbortSignal,
): Promise<SlackAnswer> {
  const answer = await post(
    {
      url: `${apiUrl}/${method}`,
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json; charset=utf-8" },
      body: JSON.stringify(body),
    },
    { to: "Slack", signal },
  );
  if ("outcome" in answer) return { ok: false, error: "not_reached", said: answer.said };
  const { status, text, retryAfterSeconds } = answer;
  const read = membersOf(jsonOf(text));
  if (status >= 200 && status < 300 && read["ok"] === true)
    return { ok: true, ts: wordIn(read, "ts"), channel: wordIn(read, "channel") };
  const error = status === 429 ? "ratelimited" : wordIn(read, "error");
  return {
    ok: false,
    error,
    said: `Slack refuses it: ${error === "" ? `HTTP ${status}` : error}`,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

const wordIn = (of: Readonly<Record<string, unknown>>, member: string): string => {
  const value = Object.hasOwn(of, member) ? of[member] : undefined;
  return typeof value === "string" && /^[\w.-]{1,100}$/.test(value) ? value : "";
};
