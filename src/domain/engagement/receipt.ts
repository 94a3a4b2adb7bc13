// Receipts: what a page's life looks like to the person who asks why nobody came.
import { maskedAddress } from "./masked-address.ts";
import type { Recipient } from "./sending.ts";

export interface Receipt {
  readonly page: string;
  readonly type: "SENT" | "DELIVERED" | "READ" | "ERROR" | "STOP";
  /** Epoch milliseconds. */
  readonly at: number;
  /** In plain words, at most 2,048 characters. Source of the limit: API reference. */
  readonly info: string;
}

const longest = 2048;

/** One line, cut to length. */
export const plain = (words: string, limit = longest): string => {
  const line = words.replaceAll(/\s+/gu, " ").trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1).toWellFormed()}…`;
};

/** With a full stop at its end, unless it has an end already. */
export const sentence = (words: string): string => (/[.!?…]$/u.test(words) ? words : `${words}.`);

const voices = { SMS: "by SMS to", VOICE: "by phone at", EMAIL: "by e-mail at" } as const;

/** Such as `Alice by SMS to +49…67`. */
export const whoAndWhere = ({ name, type, address }: Recipient): string =>
  `${name} ${voices[type]} ${maskedAddress(address)}`;

export const whenNext = (next: number | undefined): string =>
  next === undefined ? "It is not tried again." : `Next attempt at ${new Date(next).toISOString()}.`;
