// New access keys: ids that look like AWS's but cannot be taken for one, and secrets that nobody can guess.
import { randomBytes } from "node:crypto";

export interface KeyPair {
  /** 20 characters. */
  readonly accessKeyId: string;
  /** 40 characters. */
  readonly secretAccessKey: string;
}

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * Not AKIA as on AWS: scanners of code would report the key to AWS, which does not know it. No source of randomness is
 * taken as an argument, because a secret must not come from any other.
 */
export const newKeyPair = (): KeyPair => ({
  accessKeyId: `TOCS${Array.from(randomBytes(16), (byte) => base32[byte % 32]).join("")}`,
  secretAccessKey: randomBytes(30).toString("base64"),
});
