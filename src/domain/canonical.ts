// One text for equal JSON values, whatever order their keys came in; and its fingerprint.
import { createHash } from "node:crypto";

/** JSON with sorted keys; undefined members are left out. Dates become ISO texts, as in JSON.stringify. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, it: unknown) =>
    typeof it === "object" && it !== null && !Array.isArray(it)
      ? Object.fromEntries(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1)))
      : it,
  );
}

/** SHA-256 of the canonical text, in hexadecimal. */
export const fingerprint = (value: unknown): string =>
  createHash("sha256").update(canonical(value)).digest("hex");
