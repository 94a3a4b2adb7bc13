// The one key from which Tocsin derives all others: read from a setting, or made at random for the key file.
import { hkdfSync, randomBytes, scryptSync } from "node:crypto";

/** Never used as it is: only `derive`d. */
export interface SecretKey {
  /** 32 of them. */
  readonly bytes: Uint8Array;
  /** Eight characters that tell keys apart and nothing else of them. */
  readonly id: string;
}

/** One key per purpose, so that what is learnt of one tells nothing of another. */
export type Purpose = "page-tokens" | "secrets" | "webhooks" | "activation-codes" | "links";

/**
 * Surrounding white space does not count. A passphrase costs about a tenth of a second and 32 MiB here.
 *
 * @returns undefined for what has none of the forms
 */
export function readSecretKey(setting: string): SecretKey | undefined {
  const text = setting.trim();
  if (/^[0-9a-fA-F]{64}$/.test(text)) return secretKeyOf(Buffer.from(text, "hex"));
  // 43 characters, whatever the alphabet and the padding, are 32 bytes.
  if (/^[\w+/-]{43}=?$/.test(text)) return secretKeyOf(Buffer.from(text, "base64"));
  return text.length >= 16 && text.length <= 1024 ? secretKeyOf(stretched(text)) : undefined;
}

/** The salt is the same everywhere: every node must come to the same key, and has nothing else in common with the others. */
const stretched = (passphrase: string): Uint8Array =>
  scryptSync(passphrase.normalize("NFC"), "tocsin secret key 1", 32, {
    N: 2 ** 15,
    r: 8,
    p: 1,
    maxmem: 64 * 1024 * 1024,
  });

export const newSecretKey = (): SecretKey => secretKeyOf(randomBytes(32));

const secretKeyOf = (bytes: Uint8Array): SecretKey => ({
  bytes,
  id: Buffer.from(hkdfSync("sha256", bytes, "", "tocsin key id", 4)).toString("hex"),
});

/** As the key file has it; `readSecretKey` reads it. */
export const showSecretKey = (key: SecretKey): string => Buffer.from(key.bytes).toString("base64");

/** @returns 32 bytes (HKDF, SHA-256) */
export const derive = (key: SecretKey, purpose: Purpose): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", key.bytes, "", `tocsin ${purpose}`, 32));
