// Makes activation codes, and the digests under which they are kept.
import { createHmac, randomInt } from "node:crypto";

export interface ActivationCodes {
  /** Six digits. */
  readonly next: () => string;
  /** Of a code for one channel. Six digits are soon guessed from a plain hash, so this one takes a key. */
  readonly digest: (channel: string, code: string) => string;
}

/** @param key at least 32 bytes, for this purpose alone */
export const createActivationCodes = (key: Uint8Array): ActivationCodes => ({
  next: () => String(randomInt(1_000_000)).padStart(6, "0"),
  digest: (channel, code) => createHmac("sha256", key).update(`${channel}\n${code}`).digest("hex"),
});
