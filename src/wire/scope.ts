// The credential scope: for which day, Region and service a signature was made.
import type { Claim } from "./claim.ts";
import { incompleteSignature, invalidSignature } from "./errors.ts";
import { header } from "./request.ts";
import type { Head } from "./request.ts";
import type { Scope } from "./sigv4.ts";

/** @throws IncompleteSignatureException where it has not five parts, InvalidSignatureException naming all that are wrong */
export const checkScope = (claim: Claim, service: string): Scope & { readonly accessKeyId: string } => {
  const parts = claim.credential.split("/");
  const [accessKeyId = "", date = "", region = "", scopedService = "", terminator = ""] = parts;
  if (parts.length !== 5)
    throw incompleteSignature(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${claim.credential.slice(0, 256)}'`,
    );
  const wrong = [
    /^[a-z0-9-]{1,64}$/.test(region)
      ? ""
      : `Credential should be scoped to a valid region, not '${region.slice(0, 64)}'. `,
    scopedService === service ? "" : `Credential should be scoped to correct service: '${service}'. `,
    terminator === "aws4_request"
      ? ""
      : `Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator.slice(0, 64)}'. `,
    date === claim.timestamp.slice(0, 8)
      ? ""
      : `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date.slice(0, 16)}' != '${claim.timestamp.slice(0, 8)}', from '${claim.timestamp}'. `,
  ].join("");
  if (wrong !== "") throw invalidSignature(wrong.trimEnd());
  return { accessKeyId, date, region, service };
};

/** The service that a credential scope names, right or wrong: for finding out whom a request is meant for. */
export const claimedService = (head: Head): string | undefined => {
  const authorization = header(head, "authorization");
  const credential =
    authorization?.startsWith("AWS4-") === true
      ? /Credential=([^\s,]*)/.exec(authorization)?.[1]
      : /(?:^|&)X-Amz-Credential=([^&]*)/.exec(head.rawQuery)?.[1]?.replaceAll(/%2F/gi, "/");
  return credential?.split("/")[3];
};
