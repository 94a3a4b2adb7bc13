// TwiML: what Twilio, or whoever speaks its language, is to do in a call or to answer to an SMS.

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** XML has no way to write control characters. */
const xml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, " ")
    .replaceAll(/[&<>"']/gu, (character) => entities[character] ?? "");

const response = (verbs: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;

const say = (text: string, times = 1): string =>
  times === 1 ? `<Say>${xml(text)}</Say>` : `<Say loop="${times}">${xml(text)}</Say>`;

/** Seconds in which a key may be pressed after the last word. */
const patience = 15;

interface Asked {
  readonly text: string;
  readonly times: number;
  /** Where the pressed key is told. */
  readonly keyTo: string;
}

const gather = ({ text, times, keyTo }: Asked): string =>
  `<Gather input="dtmf" numDigits="1" timeout="${patience}" action="${xml(keyTo)}" method="POST">${say(text, times)}</Gather>`;

/** Says the text so often, then hangs up. */
export const spoken = (text: string, times: number): string => response(say(text, times));

/** Says the text so often, and waits for a key, which may come while it is still speaking. */
export const asking = (asked: Asked): string =>
  response(`${gather(asked)}${say("No key was pressed. Goodbye.")}`);

/** The answer to an SMS; without a text there is none. */
export const smsReply = (text?: string): string =>
  response(text === undefined ? "" : `<Message>${xml(text)}</Message>`);
