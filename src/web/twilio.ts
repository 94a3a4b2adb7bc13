// What Twilio tells: replies by SMS, keys pressed in calls, and what became of messages.
import { maskedAddress } from "../domain/engagement/masked-address.ts";
import { type Links, linkPaths, type Purpose } from "../domain/messages/links.ts";
import { asking, smsReply, spoken } from "../domain/messages/twiml.ts";
import type { PageReply, PageRequest } from "../wire/page.ts";
import type { Answered, Hearing } from "./acknowledging.ts";
import { json } from "./json.ts";
import { replyTo } from "./sms-reply.ts";
import { reported } from "./twilio-report.ts";
import { isFromTwilio } from "./twilio-signature.ts";

export interface ToHear extends Hearing {
  readonly links: Pick<Links, "read">;
  readonly authToken: string;
  /** Where Twilio reaches Tocsin; without a slash at the end. */
  readonly publicUrl: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** To be entered in Twilio's console for the number. */
export const smsPath = "/twilio/sms";

type Heard = Pick<PageRequest, "method" | "path" | "query" | "headers" | "body">;

/** Undefined for another path. */
export async function twilioPage(request: Heard, given: ToHear): Promise<PageReply | undefined> {
  const { path } = request;
  if (!path.startsWith("/twilio/")) return undefined;
  if (request.method !== "POST") return json(405, { message: "Twilio is to POST." });
  const form = new URLSearchParams(Buffer.from(request.body).toString());
  if (!isSigned(request, form, given))
    return json(403, { message: "The request is not signed as Twilio signs." });
  if (path === smsPath) return twiml(smsReply(await replyTo(form, given)));
  if (path.startsWith(linkPaths.key)) return twiml(await keyPressed(path, form, given));
  if (path.startsWith(linkPaths.report)) return report(path, form, given);
  return undefined;
}

function isSigned(
  { path, query, headers }: Heard,
  form: URLSearchParams,
  { authToken, publicUrl }: ToHear,
): boolean {
  const asked = query.size === 0 ? "" : `?${query.toString()}`;
  const url = `${publicUrl}${path}${asked}`;
  return isFromTwilio({ url, form, signature: headers.get("x-twilio-signature") }, authToken);
}

const twiml = (body: string): PageReply => ({
  status: 200,
  headers: { "content-type": "text/xml; charset=utf-8", "cache-control": "no-store" },
  body,
});

const pageOf = (purpose: Purpose, path: string, { links, now }: ToHear): string | undefined => {
  const link = links.read(purpose, { token: path.slice(linkPaths[purpose].length), now: now() });
  return typeof link === "object" ? link.page : undefined;
};

async function keyPressed(path: string, form: URLSearchParams, given: ToHear): Promise<string> {
  const page = pageOf("key", path, given);
  if (page === undefined) return spoken(words.unknown, 1);
  if (form.get("Digits") !== "1")
    return asking({ text: "Press 1 to acknowledge.", times: 2, keyTo: `${given.publicUrl}${path}` });
  const info = `Key 1 was pressed in the call to ${maskedAddress(form.get("To") ?? "")}.`;
  return spoken(words[await given.acknowledgePage({ page, how: "key", info })], 1);
}

const words: Readonly<Record<Answered, string>> = {
  acknowledged: "Acknowledged. Thank you. Goodbye.",
  already: "This page was acknowledged already. Goodbye.",
  stopped: "This page is over. There is nothing to acknowledge any more. Goodbye.",
  unknown: "This page is not known any more. Goodbye.",
};

async function report(path: string, form: URLSearchParams, given: ToHear): Promise<PageReply> {
  const page = pageOf("report", path, given);
  const receipt = reported(form);
  if (page !== undefined && receipt !== undefined) await given.recordReceipt({ page, ...receipt });
  return { status: 204 };
}
