// What somebody writes back by SMS: the code of a page, or that they want no more messages, or want them again.
import { maskedAddress } from "../domain/engagement/masked-address.ts";
import type { Answered, Hearing } from "./acknowledging.ts";

/** UNSUBSCRIBE is AWS's word; the others are those at which Twilio itself stops delivering. Source: user guide; Twilio's documentation. */
const stopWords = new Set(["UNSUBSCRIBE", "STOP", "STOPALL", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"]);
const startWords = new Set(["START", "UNSTOP"]);

/** @returns what is answered */
export async function replyTo(form: URLSearchParams, hearing: Hearing): Promise<string> {
  const address = form.get("From") ?? "";
  const text = form.get("Body") ?? "";
  const word = (form.get("OptOutType") ?? text).trim().toUpperCase();
  if (stopWords.has(word)) return stop(address, hearing);
  if (startWords.has(word)) return start(address, hearing);
  const codes = codesIn(text);
  return codes.length === 0 ? howTo : acknowledge({ address, codes }, hearing);
}

const howTo =
  "Tocsin: reply with the six digits of a page to acknowledge it, or UNSUBSCRIBE to get no more messages.";

/** Nobody is paged for so many things at once. */
const mostCodes = 5;

/** Six digits, perhaps as 123 456. */
const codesIn = (text: string): string[] =>
  [...text.matchAll(/(?<!\d)\d{3}[ -]?\d{3}(?!\d)/gu)]
    .map(([code]) => code.replaceAll(/\D/gu, ""))
    .slice(0, mostCodes);

async function acknowledge(
  { address, codes }: { readonly address: string; readonly codes: readonly string[] },
  hearing: Hearing,
): Promise<string> {
  const info = `The code came back by SMS from ${maskedAddress(address)}.`;
  const replies: string[] = [];
  for (const code of codes) {
    const page = await hearing.findPageByCodeAndAddress({ code, address });
    const answered =
      page === undefined ? "unknown" : await hearing.acknowledgePage({ page, how: "sms", info });
    replies.push(answers[answered](code));
  }
  return `Tocsin: ${replies.join(" ")}`;
}

const answers: Readonly<Record<Answered, (code: string) => string>> = {
  acknowledged: (code) => `${code} is acknowledged. Thank you.`,
  already: (code) => `${code} was acknowledged already.`,
  stopped: (code) => `${code} is over, nothing is left to acknowledge.`,
  unknown: (code) => `No page with the code ${code} went to this number.`,
};

async function stop(address: string, hearing: Hearing): Promise<string> {
  const info = `UNSUBSCRIBE came by SMS from ${maskedAddress(address)}: the channel is deactivated.`;
  await hearing.deactivateChannels({ address, info });
  return "Tocsin: you get no more messages at this number. Reply START to get them again.";
}

async function start(address: string, hearing: Hearing): Promise<string> {
  const channels = await hearing.sendActivationCodes({ address });
  return channels === 0
    ? "Tocsin: no channel with this number waits for a code."
    : "Tocsin: a new activation code is on its way. Messages begin once it has been typed in.";
}
