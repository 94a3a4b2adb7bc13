// One HTTP request that sends something: no redirects, a limited answer, a limited time, and an end that says what is certain.
import type { Sent } from "../domain/engagement/sending.ts";
import { networkFailure } from "./network-failure.ts";

export interface Post {
  readonly url: string;
  /** POST when not said. */
  readonly method?: "GET" | "POST" | "PUT";
  readonly headers: Readonly<Record<string, string>>;
  /** None in a GET. */
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  /** Its beginning, where it is longer than anybody has reason to answer. */
  readonly text: string;
  /** `Retry-After`, where it says a number or a date. */
  readonly retryAfterSeconds?: number;
}

type Failed = Extract<Sent, { outcome: "failed" }>;

const seconds = 20;
const longestAnswer = 64 * 1024;

/** @param to names the far side in what is said, such as `Twilio` */
export async function post(
  { url, method = "POST", headers, body }: Post,
  { to, signal }: { readonly to: string; readonly signal: AbortSignal },
): Promise<Answer | Failed> {
  try {
    const reply = await fetch(url, {
      method,
      headers: { "User-Agent": "Tocsin", ...headers },
      ...(body !== undefined && { body }),
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]),
    });
    // From here on its status counts, whatever becomes of the rest.
    const text = await beginningOf(reply).catch(() => "");
    return { status: reply.status, text, ...retryAfterOf(reply) };
  } catch (error) {
    return failed(error, to);
  }
}

function retryAfterOf({ headers }: Response): Pick<Answer, "retryAfterSeconds"> {
  const text = headers.get("retry-after") ?? "";
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? {} : { retryAfterSeconds: Math.max(0, Math.ceil(seconds)) };
}

async function beginningOf({ body }: Response): Promise<string> {
  if (body === null) return "";
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    pieces.push(piece);
    length += piece.length;
    if (length > longestAnswer) break;
  }
  return Buffer.concat(pieces).subarray(0, longestAnswer).toString();
}

function failed(error: unknown, to: string): Failed {
  if (error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError"))
    return { outcome: "failed", said: `${to} did not answer in time; it may have arrived`, uncertain: true };
  const { words, beforehand } = networkFailure(codeOf(error));
  return beforehand
    ? { outcome: "failed", said: `${to} cannot be reached: ${words}` }
    : { outcome: "failed", said: `${to} did not answer: ${words}; it may have arrived`, uncertain: true };
}

/** `fetch` tells it in the cause. */
function codeOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
}

/** The far side failed in the middle of it, and nobody knows how far it got. */
export const isUncertain = ({ status }: Answer): boolean => status >= 500 && status !== 501 && status !== 503;

/** The member of an answer in JSON, where it looks like an id. */
export function idIn({ text }: Answer, member: string): string | undefined {
  const body = jsonOf(text);
  const id =
    typeof body === "object" && body !== null && Object.hasOwn(body, member) ? Reflect.get(body, member) : "";
  return typeof id === "string" && /^[\w-]{1,64}$/.test(id) ? id : undefined;
}

/** Undefined for what is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
