// Signs what the command line asks of a server: Signature Version 4 in the header.
import { hash } from "node:crypto";
import { parseQuery } from "../wire/query.ts";
import {
  canonicalRequest,
  scopeText,
  type Signable,
  signature,
  signingKey,
  stringToSign,
} from "../wire/sigv4.ts";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary keys. */
  readonly sessionToken?: string;
}

export interface Unsigned {
  readonly method: "GET" | "POST" | "DELETE";
  readonly url: URL;
  /** JSON. Absent: a request without a body. */
  readonly body?: string | undefined;
  /** Signed and sent besides, by lower-case name: `x-amz-target`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
  readonly region: string;
  /** The name in the credential scope: `tocsin`, `ssm-incidents`. */
  readonly service: string;
  readonly date: Date;
}

/** @returns the headers to send besides Host, which is signed too and must be that of the URL */
export function signRequest(request: Unsigned): Record<string, string> {
  const { credentials, date, region, service } = request;
  const timestamp = date.toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
  const token = credentials.sessionToken;
  const sent = {
    ...request.headers,
    ...(request.body === undefined ? {} : { "content-type": "application/json" }),
    "x-amz-date": timestamp,
    ...(token === undefined ? {} : { "x-amz-security-token": token }),
  };
  const signable = signableOf(request, { ...sent, host: request.url.host });
  const scope = { date: timestamp.slice(0, 8), region, service };
  const text = stringToSign(timestamp, scope, canonicalRequest(signable));
  const signed = signature(signingKey(credentials.secretAccessKey, scope), text);
  const authorization = [
    `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scopeText(scope)}`,
    `SignedHeaders=${signable.signedHeaders.join(";")}`,
    `Signature=${signed}`,
  ].join(", ");
  return { ...sent, authorization };
}

const signableOf = ({ method, url, body = "" }: Unsigned, headers: Record<string, string>): Signable => ({
  method,
  path: url.pathname,
  query: parseQuery(url.search.slice(1)),
  headers: new Map(Object.entries(headers).map(([name, value]) => [name, [value]])),
  signedHeaders: Object.keys(headers).sort(),
  bodyHash: hash("sha256", body),
});
