// The activation of a channel: six digits that were sent to its address and come back from its owner.

/** The kind of the timer that carries a code to a channel; its key is the channel's ARN, its payload this. */
export const sendingCode = "send-activation-code";
export interface CodeToSend {
  /** An ARN. */
  readonly channel: string;
  readonly code: string;
}

/** What is kept of the codes that were sent to a channel. Times are epoch milliseconds. */
export interface Activation {
  /** When the codes of the last hour were sent. */
  readonly sent: readonly number[];
  /** Absent when it was used, voided by wrong guesses, or the address changed. */
  readonly code?:
    | {
        /** Never the code itself. */
        readonly digest: string;
        readonly expires: number;
        readonly wrongGuesses: number;
      }
    | undefined;
}

const minute = 60_000;
const hour = 60 * minute;

/** AWS does not say. A day, so that a channel can be set up in the evening for somebody who sleeps. */
export const codeMilliseconds = 24 * hour;
/** AWS does not say. With a million codes, a guesser has a chance of one in two hundred thousand. */
export const mostWrongGuesses = 5;
/** AWS limits it (SendActivationCode has an error for it), but does not say how much. */
export const mostCodesInAnHour = 5;

const none: Activation = { sent: [] };

/** A new code takes the place of the one before. Undefined when too many were sent within the hour. */
export function withCode(
  { sent }: Activation = none,
  { digest, now }: { readonly digest: string; readonly now: number },
): Activation | undefined {
  const lately = sent.filter((time) => time > now - hour);
  if (lately.length >= mostCodesInAnHour) return undefined;
  return { sent: [...lately, now], code: { digest, expires: now + codeMilliseconds, wrongGuesses: 0 } };
}

/** What was sent still counts, but can no longer be used. */
export const withoutCode = (activation: Activation | undefined): Activation | undefined =>
  activation && { sent: activation.sent };

export type Guess =
  | { readonly right: true; readonly activation: Activation }
  | {
      readonly right: false;
      /** To be kept, so that guesses are counted. */
      readonly activation: Activation | undefined;
      readonly why: "no code" | "expired" | "wrong" | "wrong too often";
    };

export function guess(
  activation: Activation | undefined,
  { digest, now }: { readonly digest: string; readonly now: number },
): Guess {
  const code = activation?.code;
  if (activation === undefined || code === undefined) return { right: false, activation, why: "no code" };
  if (now >= code.expires) return { right: false, activation, why: "expired" };
  const { sent } = activation;
  if (digest === code.digest) return { right: true, activation: { sent } };
  const wrongGuesses = code.wrongGuesses + 1;
  if (wrongGuesses >= mostWrongGuesses) return { right: false, activation: { sent }, why: "wrong too often" };
  return { right: false, activation: { sent, code: { ...code, wrongGuesses } }, why: "wrong" };
}
