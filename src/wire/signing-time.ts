// When a signature holds: fifteen minutes around its date, or as long as a presigned URL says.
import type { Claim } from "./claim.ts";
import { incompleteSignature, invalidSignature } from "./errors.ts";

const skewMinutes = 15;

const basic = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;

const parse = (timestamp: string): number => {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
};

/**
 * @param now epoch milliseconds
 * @throws IncompleteSignatureException where the date cannot be read, InvalidSignatureException where it is too old or to come
 */
export const checkTime = (claim: Pick<Claim, "timestamp" | "validSeconds">, now: number): void => {
  const signed = parse(claim.timestamp);
  if (Number.isNaN(signed))
    throw incompleteSignature(
      `Date must be in ISO-8601 'basic format'. Got '${claim.timestamp.slice(0, 64)}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  const skew = skewMinutes * 60_000;
  const validity = claim.validSeconds === undefined ? skew : claim.validSeconds * 1000;
  const unit = claim.validSeconds === undefined ? `${skewMinutes} min.` : `${claim.validSeconds} sec.`;
  if (signed < now - validity)
    throw invalidSignature(
      `Signature expired: ${claim.timestamp} is now earlier than ${basic(now - validity)} (${basic(now)} - ${unit})`,
    );
  if (signed > now + skew)
    throw invalidSignature(
      `Signature not yet current: ${claim.timestamp} is still later than ${basic(now + skew)} (${basic(now)} + ${skewMinutes} min.)`,
    );
};
