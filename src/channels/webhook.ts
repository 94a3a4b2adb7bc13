// Messages to machines: a signed POST of JSON, or a notice to a topic of ntfy.
import type { Sent } from "../domain/engagement/sending.ts";
import type { WebhookLetter } from "../domain/messages/letter.ts";
import type { Carrier } from "./carrier.ts";
import { ntfyPost } from "./ntfy.ts";
import { type Answer, idIn, isUncertain, type Post, post } from "./post.ts";
import { authorization, refusedHost, signedJson, withoutLogin } from "./signed-json.ts";

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
  return refusedHost(url.hostname, hosts);
}

interface ToSign {
  readonly letter: WebhookLetter;
  readonly url: URL;
  readonly key: string;
}

const signedPost = ({ letter, url, key }: ToSign, settings: WebhookSettings): Post =>
  signedJson(withoutLogin(url), JSON.stringify({ id: key, ...letter.notice }), settings);

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
