// Who sent this? Checks a claimed signature step by step, in the order in which AWS does (observed by others on its services).
import { hash, timingSafeEqual } from "node:crypto";
import { headerClaim } from "./authorization.ts";
import type { Claim } from "./claim.ts";
import {
  expiredToken,
  incompleteSignature,
  invalidSignature,
  missingToken,
  unrecognizedClient,
} from "./errors.ts";
import type { Credential, WireOptions } from "./options.ts";
import { presignedClaim } from "./presigned.ts";
import { valueOf } from "./query.ts";
import { header } from "./request.ts";
import type { WireRequest } from "./request.ts";
import { checkScope } from "./scope.ts";
import { signingKeys } from "./signing-keys.ts";
import type { SigningKeys } from "./signing-keys.ts";
import { checkTime } from "./signing-time.ts";
import { canonicalRequest, signature, stringToSign } from "./sigv4.ts";
import type { Scope } from "./sigv4.ts";

export interface Signer {
  readonly credential: Credential;
  /** Of the credential scope. */
  readonly region: string;
}

/** @throws ApiError of the common kind, such as InvalidSignatureException */
export type Authenticate = (request: WireRequest, service: string) => Promise<Signer>;

/**
 * @throws MissingAuthenticationTokenException where nothing is claimed, IncompleteSignatureException where a part of the
 * claim is missing, InvalidSignatureException where two are made
 */
const claimOf = (request: WireRequest): Claim => {
  const authorization = header(request, "authorization");
  const presigned = valueOf(request.query, "X-Amz-Algorithm") !== undefined;
  if (authorization !== undefined && presigned)
    throw invalidSignature(
      "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    );
  if (presigned) return presignedClaim(request.query);
  if (authorization?.startsWith("AWS4-") !== true) throw missingToken();
  return headerClaim(request, authorization);
};

const checkAlgorithm = ({ algorithm }: Claim): void => {
  if (algorithm !== "AWS4-HMAC-SHA256")
    throw incompleteSignature(
      `Unsupported AWS 'algorithm': '${algorithm.slice(0, 64)}' (only AWS4-HMAC-SHA256 for now). `,
    );
};

/** The host always; the target too, because it is the operation: unsigned, a request could be turned into another. */
const checkSignedHeaders = ({ signedHeaders }: Claim, request: WireRequest): void => {
  if (!signedHeaders.includes("host"))
    throw invalidSignature("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  if (request.headers.has("x-amz-target") && !signedHeaders.includes("x-amz-target"))
    throw invalidSignature("'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.");
  // A header signed a thousand times would make a canonical request of a thousand times its size.
  if (new Set(signedHeaders).size < signedHeaders.length)
    throw incompleteSignature("A header is named more than once in 'SignedHeaders'.");
  const absent = signedHeaders.find((name) => !request.headers.has(name));
  if (absent !== undefined)
    throw incompleteSignature(
      `'${absent.slice(0, 128)}' is named as a SignedHeader, but it does not exist in the HTTP request.`,
    );
};

const mismatch = (canonical: string, signed: string): Error =>
  invalidSignature(
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details." +
      (canonical.length > 4096
        ? ""
        : `\n\nThe Canonical String for this request should have been\n'${canonical}'\n\nThe String-to-Sign should have been\n'${signed}'\n`),
  );

/**
 * The hash of the body as it came, whatever the request says of it. A claimed hash must be this one: so the words
 * UNSIGNED-PAYLOAD and STREAMING-… are refused, as by every service but S3.
 */
const hashBody = (request: WireRequest): { readonly hash: string; readonly honest: boolean } => {
  const actual = hash("sha256", request.body, "hex");
  const claimed = request.headers.get("x-amz-content-sha256") ?? [];
  return { hash: actual, honest: claimed.every((it) => it.trim() === actual) };
};

/** Takes as long for a near miss as for a far one. */
const isSame = (claimed: string, actual: string): boolean => {
  const [a, b] = [Buffer.from(claimed), Buffer.from(actual)];
  return a.length === b.length && timingSafeEqual(a, b);
};

interface Evidence {
  readonly request: WireRequest;
  readonly claim: Claim;
  readonly scope: Scope;
  readonly credential: Credential;
}

const checkSignature = ({ request, claim, scope, credential }: Evidence, keys: SigningKeys): void => {
  const body = hashBody(request);
  const canonical = canonicalRequest({
    method: request.method,
    path: request.path,
    query: claim.query,
    headers: request.headers,
    signedHeaders: claim.signedHeaders,
    bodyHash: body.hash,
  });
  const signed = stringToSign(claim.timestamp, scope, canonical);
  const key = keys.derive(credential, scope);
  const right = isSame(claim.signature, signature(key, signed));
  if (!right || !body.honest) throw mismatch(canonical, signed);
  keys.remember(credential, scope, key);
};

const checkToken = ({ token }: Claim, { session }: Credential, now: number): void => {
  if (token === undefined && session === undefined) return;
  if (session === undefined || token === undefined || !isSame(token, session.token))
    throw unrecognizedClient();
  if (session.expires <= now) throw expiredToken();
};

export const authenticator = (options: Pick<WireOptions, "findCredential" | "now">): Authenticate => {
  const keys = signingKeys(4096);
  return async (request, service) => {
    const claim = claimOf(request);
    const now = options.now();
    checkTime(claim, now);
    checkSignedHeaders(claim, request);
    checkAlgorithm(claim);
    const { accessKeyId, ...scope } = checkScope(claim, service);
    if (!/^\w{1,128}$/.test(accessKeyId)) throw unrecognizedClient();
    const credential = await options.findCredential(accessKeyId);
    if (credential === undefined) throw unrecognizedClient();
    checkSignature({ request, claim, scope, credential }, keys);
    checkToken(claim, credential, now);
    return { credential, region: scope.region };
  };
};
