// What became of an SMS or a call, as Twilio reports it, in words for the receipt. Source: Twilio's lists of statuses and of errors.

export interface Reported {
  readonly type: "DELIVERED" | "ERROR";
  readonly info: string;
}

/** Undefined for what is on its way. */
export function reported(form: URLSearchParams): Reported | undefined {
  const status = form.get("MessageStatus") ?? form.get("CallStatus") ?? "";
  const words = outcomes.get(status);
  if (words === undefined) return undefined;
  const sid = (form.get("MessageSid") ?? form.get("CallSid") ?? "").replaceAll(/[^\w-]/g, "").slice(0, 64);
  return { type: words.type, info: `${words.info(form)} (${sid})` };
}

interface Outcome {
  readonly type: Reported["type"];
  readonly info: (form: URLSearchParams) => string;
}

const error = (words: string): Outcome => ({ type: "ERROR", info: () => words });

const undelivered: Outcome = { type: "ERROR", info: (form) => `The SMS was not delivered: ${reason(form)}` };

const outcomes: ReadonlyMap<string, Outcome> = new Map([
  ["delivered", { type: "DELIVERED", info: () => "The SMS was delivered" }],
  ["undelivered", undelivered],
  // Of an SMS or of a call.
  [
    "failed",
    {
      type: "ERROR",
      info: (form) => (form.has("MessageStatus") ? undelivered.info(form) : "The call could not be made"),
    },
  ],
  ["completed", { type: "DELIVERED", info: (form) => `The call was answered${duration(form)}` }],
  ["busy", error("The line was busy")],
  ["no-answer", error("Nobody answered the call")],
  ["canceled", error("The call was cancelled")],
]);

function duration(form: URLSearchParams): string {
  const seconds = form.get("CallDuration") ?? "";
  return /^\d{1,6}$/.test(seconds) ? ` and took ${seconds} seconds` : "";
}

const reasons: ReadonlyMap<string, string> = new Map([
  ["30002", "the Twilio account is suspended"],
  ["30003", "the phone is switched off or out of reach"],
  ["30004", "the number does not accept it"],
  ["30005", "the number does not exist"],
  ["30006", "the number cannot receive SMS"],
  ["30007", "it was filtered as unwanted"],
  ["30008", "the network did not say why"],
]);

function reason(form: URLSearchParams): string {
  const code = form.get("ErrorCode") ?? "";
  if (!/^\d{1,6}$/.test(code)) return "no reason was given";
  const words = reasons.get(code);
  return words === undefined ? `error ${code}` : `${words} (error ${code})`;
}
