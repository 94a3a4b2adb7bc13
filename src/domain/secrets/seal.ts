// Encryption of what is secret at rest: AES-256-GCM, bound to the place where it is kept.
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { derive, type SecretKey } from "./secret-key.ts";

export interface Sealer {
  /**
   * @param place where the result is kept, such as `access-key/TOCS…`: it opens nowhere else
   * @returns `v1.<key id>.<nonce>.<ciphertext and tag>`, the last two in base64url
   */
  readonly seal: (place: string, secret: string) => string;
  /** @throws UnreadableSecret */
  readonly open: (place: string, sealed: string) => string;
}

/** Thrown for what was sealed with another key, was altered, or was moved from another place. */
export class UnreadableSecret extends Error {
  override name = "UnreadableSecret";
}

const nonceBytes = 12;
const tagBytes = 16;

/**
 * The nonce is random and no argument: one that came twice would betray both texts. Random ones are safe for four
 * thousand million secrets under one key (NIST SP 800-38D).
 */
export function createSealer(key: SecretKey): Sealer {
  const secretsKey = derive(key, "secrets");
  const own = `v1.${key.id}`;
  const bound = (place: string): Buffer => Buffer.from(`${own}.${place}`);
  return {
    seal: (place, secret) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", secretsKey, nonce).setAAD(bound(place));
      const body = Buffer.concat([cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `${own}.${nonce.toString("base64url")}.${body.toString("base64url")}`;
    },
    open: (place, sealed) => {
      const { nonce, body } = partsOf(place, sealed, own);
      try {
        const decipher = createDecipheriv("aes-256-gcm", secretsKey, nonce, { authTagLength: tagBytes })
          .setAAD(bound(place))
          .setAuthTag(body.subarray(-tagBytes));
        return decipher.update(body.subarray(0, -tagBytes), undefined, "utf8") + decipher.final("utf8");
      } catch (cause) {
        throw new UnreadableSecret(`${place}: altered, or sealed for another place`, { cause });
      }
    },
  };
}

function partsOf(place: string, sealed: string, own: string): { nonce: Buffer; body: Buffer } {
  const [version, id, nonce = "", body = "", ...more] = sealed.split(".");
  const parts = { nonce: Buffer.from(nonce, "base64url"), body: Buffer.from(body, "base64url") };
  const whole = parts.nonce.length === nonceBytes && parts.body.length >= tagBytes && more.length === 0;
  if (version !== "v1" || !whole) throw new UnreadableSecret(`${place}: not a sealed secret`);
  if (`${version}.${id}` !== own)
    throw new UnreadableSecret(`${place}: sealed with the secret key ${id}; this is ${own.slice(3)}`);
  return parts;
}
