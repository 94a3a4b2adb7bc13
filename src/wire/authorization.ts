// A signature that travels in the Authorization header.
import { hash } from "node:crypto";
import type { Claim } from "./claim.ts";
import { incompleteSignature } from "./errors.ts";
import { header } from "./request.ts";
import type { WireRequest } from "./request.ts";

/** Errors name the header, but never repeat it: it holds the signature. */
const hashed = (authorization: string): string => hash("sha256", authorization, "base64");

const parseAuthorization = (authorization: string): ReadonlyMap<string, string> => {
  const parts = authorization.split(/[\s,]+/).filter((part) => part !== "");
  const found = new Map([["algorithm", parts[0] ?? ""]]);
  for (const part of parts.slice(1)) {
    const mark = part.indexOf("=");
    if (mark < 0)
      throw incompleteSignature(
        `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hashed(authorization)}'.`,
      );
    found.set(part.slice(0, mark), part.slice(mark + 1));
  }
  return found;
};

/** A date of RFC 9110 in the form that is signed. */
const basicFormat = (date: string): string => {
  const time = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(date)
    ? Date.parse(date)
    : NaN;
  return Number.isNaN(time) ? date : `${new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
};

/** @throws IncompleteSignatureException naming every part that is missing */
export const headerClaim = (request: WireRequest, authorization: string): Claim => {
  const found = parseAuthorization(authorization);
  const date = header(request, "x-amz-date") ?? header(request, "date");
  const missing = ["Credential", "Signature", "SignedHeaders"]
    .filter((name) => !found.has(name))
    .map((name) => `Authorization header requires '${name}' parameter. `);
  if (date === undefined)
    missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
  if (missing.length > 0)
    throw incompleteSignature(
      `${missing.join("")}(Hashed with SHA-256 and encoded with Base64) Authorization=${hashed(authorization)}`,
    );
  const token = header(request, "x-amz-security-token");
  return {
    algorithm: found.get("algorithm") ?? "",
    credential: found.get("Credential") ?? "",
    signedHeaders: (found.get("SignedHeaders") ?? "").toLowerCase().split(";"),
    signature: found.get("Signature") ?? "",
    timestamp: basicFormat(date ?? ""),
    query: request.query,
    ...(token === undefined ? {} : { token }),
  };
};
