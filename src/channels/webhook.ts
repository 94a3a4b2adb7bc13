// Messages to machines: a signed POST of JSON, or a notice to a topic of ntfy.
import { createHmac } from "node:crypto";
import type { Sent } from "../domain/engagement/sending.ts";
import type { WebhookLetter } from "../domain/messages/letter.ts";
import type { Carrier } from "./carrier.ts";
import { ntfyPost } from "./ntfy.ts";
import { type Answer, idIn, isUncertain, type Post, post } from "./post.ts";

export interface WebhookSettings {
  readonly schemes: readonly string[];
  /** Names, and patterns such as `*.example.com`; undefined for any. */
  readonly hosts: readonly string[] | undefined;
  readonly secret: string;
  /** Real time, by which receivers judge a signature. Epoch milliseconds. */
  readonly wallNow: () => number;
}

export const createWebhook =
  (settings: WebhookSettings): Carrier<WebhookLetter> =>
  async ({ letter, to, key }, signal) => {
    const url = URL.parse(to.address);
    const refused = url === null ? "the address is none" : refusal(url, settings);
    if (url === null || refused !== undefined) return { outcome: "failed", said: refused ?? "" };
    const request =
      url.protocol === "ntfy:" ? ntfyPost(letter, url) : signedPost({ letter, url, key }, settings);
    const headers = { ...request.headers, ...authorization(url), "Idempotency-Key": key };
    const answer = await post({ ...request, headers }, { to: url.hostname, signal });
    return "outcome" in answer ? answer : outcomeOf(answer, url);
  };

function refusal(url: URL, { schemes, hosts }: WebhookSettings): string | undefined {
  if (!schemes.includes(url.protocol.slice(0, -1)))
    return `addresses that begin with ${url.protocol}// are not set up (TOCSIN_WEBHOOK_SCHEMES)`;
  const allowed = hosts?.some((pattern) => matches(url.hostname.toLowerCase(), pattern)) ?? true;
  return allowed
    ? undefined
    : `${url.hostname} is not among the hosts that are set up (TOCSIN_WEBHOOK_HOSTS)`;
}

/** `*.example.com` stands for all hosts below it, and not for `example.com`. */
const matches = (host: string, pattern: string): boolean =>
  pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) : host === pattern;

interface ToSign {
  readonly letter: WebhookLetter;
  readonly url: URL;
  readonly key: string;
}

function signedPost({ letter, url, key }: ToSign, { secret, wallNow }: WebhookSettings): Post {
  const body = JSON.stringify({ id: key, ...letter.notice });
  const seconds = Math.floor(wallNow() / 1000);
  const signature = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return {
    url: withoutLogin(url),
    headers: {
      "Content-Type": "application/json",
      "Tocsin-Signature": `t=${seconds},v1=${signature}`,
    },
    body,
  };
}

const withoutLogin = ({ protocol, host, pathname, search }: URL): string =>
  `${protocol}//${host}${pathname}${search}`;

/** Of `https://user:password@host`. */
function authorization({ username, password }: URL): Record<string, string> {
  if (username === "" && password === "") return {};
  const pair = [username, password].map(unescaped).join(":");
  return { Authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Nothing of the answer but its status and an id is told: receipts must be no way to read from the network behind. */
function outcomeOf(answer: Answer, { hostname }: URL): Sent {
  const { status } = answer;
  if (status >= 200 && status < 300)
    return { outcome: "sent", said: idIn(answer, "id") ?? `${hostname} answered ${status}` };
  const told = status >= 300 && status < 400 ? ", and redirects are not followed" : "";
  return {
    outcome: "failed",
    said: `${hostname} answered ${status}${told}`,
    ...(status === 410 && { permanent: true }),
    ...(isUncertain(answer) && { uncertain: true }),
  };
}
