// A signature that travels in the query string, as in presigned URLs.
import type { Claim } from "./claim.ts";
import { incompleteSignature } from "./errors.ts";
import { valueOf } from "./query.ts";
import type { Parameter } from "./query.ts";

const needed = [
  "X-Amz-Algorithm",
  "X-Amz-Credential",
  "X-Amz-Signature",
  "X-Amz-SignedHeaders",
  "X-Amz-Date",
];

/** A week, the longest that a signature may hold (IAM user guide). */
const longest = 604_800;

/** @throws IncompleteSignatureException naming every parameter that is missing, or where the expiry is out of bounds */
export const presignedClaim = (query: readonly Parameter[]): Claim => {
  const missing = needed
    .filter((name) => !valueOf(query, name))
    .map((name) => `AWS query-string parameters must include '${name}'. `);
  if (missing.length > 0)
    throw incompleteSignature(`${missing.join("")}Re-examine the query-string parameters.`);
  const expires = valueOf(query, "X-Amz-Expires");
  const token = valueOf(query, "X-Amz-Security-Token");
  return {
    algorithm: valueOf(query, "X-Amz-Algorithm") ?? "",
    credential: valueOf(query, "X-Amz-Credential") ?? "",
    signedHeaders: (valueOf(query, "X-Amz-SignedHeaders") ?? "").toLowerCase().split(";"),
    signature: valueOf(query, "X-Amz-Signature") ?? "",
    timestamp: valueOf(query, "X-Amz-Date") ?? "",
    query: query.filter((it) => it.name !== "X-Amz-Signature"),
    ...(expires === undefined ? {} : { validSeconds: validSeconds(expires) }),
    ...(token === undefined ? {} : { token }),
  };
};

const validSeconds = (expires: string): number => {
  const seconds = /^\d{1,6}$/.test(expires) ? Number(expires) : 0;
  if (seconds < 1 || seconds > longest)
    throw incompleteSignature(
      `X-Amz-Expires must be a number of seconds between 1 and ${longest} (a week), got '${expires.slice(0, 40)}'.`,
    );
  return seconds;
};
