// Intake keys: what a sender of alerts shows. 32 characters, as PagerDuty's clients expect of a key; only a hash is kept.
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

export interface IntakeKey {
  /** Names the key in lists and logs, and is no secret: its first eight characters. */
  readonly keyId: string;
  /** All of it, shown once. */
  readonly text: string;
}

/** What is kept of a key. Times are epoch milliseconds. */
export interface IntakeKeyRecord {
  readonly keyId: string;
  /** Twelve digits. */
  readonly account: string;
  /** Of the key as a whole, in hexadecimal; empty once it is revoked. */
  readonly hash: string;
  /** The response plan for which it takes alerts. */
  readonly planName: string;
  /** The sources that may use it; undefined for all. */
  readonly sources?: readonly string[];
  /** What the sender signs with, sealed; only for sources that sign. */
  readonly sealedSigningSecret?: string;
  readonly created: number;
  /** To a quarter of an hour. */
  readonly lastUsed?: number;
  readonly revoked?: number;
}

/** Lower case and without 0, 1, 8 and 9: nothing in it needs escaping in an address, and five bits make a character. */
const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
const idLength = 8;
const keyLength = 32;
const pattern = /^[a-z2-7]{32}$/;

/** 24 characters of it are secret: 120 bits. */
export function newIntakeKey(): IntakeKey {
  const text = Array.from(randomBytes(keyLength), (byte) => alphabet[byte % alphabet.length]).join("");
  return { keyId: text.slice(0, idLength), text };
}

/** Undefined for what cannot be an intake key. */
export const readIntakeKey = (text: string): IntakeKey | undefined =>
  pattern.test(text) ? { keyId: text.slice(0, idLength), text } : undefined;

/** The secret has the entropy of a key, not of a password: one round is enough. */
export const hashOf = ({ text }: IntakeKey): string => createHash("sha256").update(text).digest("hex");

/** Takes the same time wherever the two differ. A revoked key matches nothing. */
export function isKeyOf({ hash }: Pick<IntakeKeyRecord, "hash">, key: IntakeKey): boolean {
  const kept = Buffer.from(hash, "hex");
  const shown = Buffer.from(hashOf(key), "hex");
  return kept.length === shown.length && timingSafeEqual(kept, shown);
}
