// Whether a request comes from Slack: it signs the time and the bytes of the body with the app's secret. Source: Slack's
// documentation of verifying requests.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { PageRequest } from "../../wire/page.ts";

export type SignedRequest = Pick<PageRequest, "headers" | "body">;

const patienceSeconds = 5 * 60;

/** @param now real time, in epoch milliseconds: what is older than five minutes may be somebody's recording */
export function isFromSlack({ headers, body }: SignedRequest, secret: string, now: number): boolean {
  const timestamp = headers.get("x-slack-request-timestamp") ?? "";
  const isInTime =
    /^\d{1,12}$/.test(timestamp) && Math.abs(now / 1000 - Number(timestamp)) <= patienceSeconds;
  if (secret === "" || !isInTime) return false;
  const signature = Buffer.from(headers.get("x-slack-signature") ?? "");
  const expected = Buffer.from(slackSignature({ timestamp, body }, secret));
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}

export const slackSignature = (
  { timestamp, body }: { readonly timestamp: string; readonly body: Uint8Array },
  secret: string,
): string => `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest("hex")}`;
