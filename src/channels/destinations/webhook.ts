// Events to machines: the document as JSON, signed as all our webhooks are.
import type { Carried, DestinationKind } from "../../domain/notices/destination.ts";
import { type Answer, post } from "../post.ts";
import { authorization, refusedHost, signedJson, withoutLogin } from "../signed-json.ts";
import type { GivenForDestinations } from "./kinds.ts";

export const webhook = ({
  wallNow,
  webhookSecret: secret,
  hosts,
}: GivenForDestinations): DestinationKind => ({
  name: "webhook",
  about: "any address that takes a signed POST of JSON",
  fields: {
    url: {
      about: "the address, https:// or http://",
      required: true,
      secret: true,
      hint: (value) => URL.parse(value)?.host ?? "",
      fault: (value) => faultOf(value, hosts),
    },
  },
  carry: async ({ event, config, key }, signal) => {
    const url = URL.parse(config["url"] ?? "");
    const fault = url === null ? "the address is none" : refusedHost(url.hostname, hosts);
    if (url === null || fault !== undefined) return { outcome: "failed", said: fault ?? "", permanent: true };
    const request = signedJson(withoutLogin(url), JSON.stringify(event), { secret, wallNow });
    const headers = { ...request.headers, ...authorization(url), "Idempotency-Key": key };
    const answer = await post({ ...request, headers }, { to: url.hostname, signal });
    return "outcome" in answer ? { outcome: "failed", said: answer.said } : carriedBy(answer, url.hostname);
  },
});

function faultOf(value: string, hosts: readonly string[] | undefined): string | undefined {
  const url = /^https?:\/\/[!-~]+$/i.test(value) ? URL.parse(value) : null;
  if (url === null) return "an address such as https://example.com/hook";
  const refused = refusedHost(url.hostname, hosts);
  return refused === undefined ? undefined : `at a host that may be reached: ${refused}`;
}

/** Nothing of the answer but its status is told: notices must be no way to read from the network behind. */
export function carriedBy({ status, retryAfterSeconds }: Answer, to: string): Carried {
  const said = `${to} answered ${status}`;
  if (status >= 200 && status < 300) return { outcome: "sent", said };
  return {
    outcome: "failed",
    said,
    ...(status === 410 && { permanent: true }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}
