// Signature Version 4 as pure text: what is signed, and with what. Follows the IAM user guide, "Create a signed AWS API request".
import { createHmac, hash } from "node:crypto";
import { encodeBytes, encodePathBytes } from "./percent.ts";
import type { Parameter } from "./query.ts";
import type { Headers } from "./request.ts";

/** `20150830/us-east-1/ssm-incidents/aws4_request`, in its parts. */
export interface Scope {
  /** `YYYYMMDD`, UTC. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

export interface Signable {
  readonly method: string;
  /** As it travelled: these services sign the path encoded once more, so that `%3A` becomes `%253A`. */
  readonly path: string;
  /** Without `X-Amz-Signature`. */
  readonly query: readonly Parameter[];
  readonly headers: Headers;
  /** Lower-case names, each present in `headers`. */
  readonly signedHeaders: readonly string[];
  /** SHA-256 of the body in lower-case hexadecimal. */
  readonly bodyHash: string;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Empty segments and dots go, as in RFC 3986; a slash at the end stays. */
const normalized = (path: string): string => {
  if (!path.includes("//") && !path.includes("/.")) return path;
  const kept: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") kept.pop();
    else if (segment !== "" && segment !== ".") kept.push(segment);
  }
  return `/${kept.join("/")}${kept.length > 0 && path.endsWith("/") ? "/" : ""}`;
};

const canonicalQuery = (parameters: readonly Parameter[]): string =>
  parameters
    .map((it) => ({ name: encodeBytes(it.name), value: encodeBytes(it.value) }))
    .sort((a, b) => compare(a.name, b.name) || compare(a.value, b.value))
    .map((it) => `${it.name}=${it.value}`)
    .join("&");

/** Not `trim()`: it would take the byte A0, which may end a UTF-8 character, for a space. */
const canonicalValue = (value: string): string => value.replace(/[ \t]+/g, " ").replace(/^ | $/g, "");

const canonicalHeader = (headers: Headers, name: string): string =>
  `${name}:${(headers.get(name) ?? []).map(canonicalValue).join(",")}\n`;

export const canonicalRequest = (it: Signable): string => {
  const names = it.signedHeaders.toSorted(compare);
  return [
    it.method,
    encodePathBytes(normalized(it.path)),
    canonicalQuery(it.query),
    names.map((name) => canonicalHeader(it.headers, name)).join(""),
    names.join(";"),
    it.bodyHash,
  ].join("\n");
};

export const scopeText = (scope: Scope): string =>
  `${scope.date}/${scope.region}/${scope.service}/aws4_request`;

/** @param timestamp `YYYYMMDDTHHMMSSZ` */
export const stringToSign = (timestamp: string, scope: Scope, canonical: string): string =>
  `AWS4-HMAC-SHA256\n${timestamp}\n${scopeText(scope)}\n${hash("sha256", Buffer.from(canonical, "latin1"), "hex")}`;

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** The key of one day, Region and service. */
export const signingKey = (secretAccessKey: string, scope: Scope): Buffer =>
  hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, scope.date), scope.region), scope.service), "aws4_request");

/** In lower-case hexadecimal. */
export const signature = (key: Buffer, text: string): string =>
  createHmac("sha256", key).update(text).digest("hex");
