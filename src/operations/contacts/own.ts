// The caller's own things: what is another account's is not there. Any Region of the account can be asked for them.
import type { ApiError } from "../../contract/api-error.ts";
import { type Named, parseContactsArn } from "../../domain/contacts/arn.ts";
import { type ResourceType, invalidArn, notFound } from "./errors.ts";

export interface Asked {
  /** The caller's. */
  readonly account: string;
  readonly arn: string;
  /** The error for what is not there, where the operation models no ResourceNotFoundException, or the service answers otherwise. */
  readonly missing?: (arn: string) => ApiError;
}

const typeOf: Record<Named["kind"], ResourceType> = {
  contact: "CONTACT",
  "contact-channel": "CONTACT_CHANNEL",
  engagement: "ENGAGEMENT",
  page: "PAGE",
  rotation: "ROTATION",
};

export const missingOne = (kind: Named["kind"], { arn, missing }: Asked): ApiError =>
  missing?.(arn) ?? notFound(typeOf[kind], arn);

/**
 * @throws ValidationException for an ARN of anything else
 * @throws ResourceNotFoundException for another account's
 */
export function requireOwn(kind: Named["kind"], asked: Asked): void {
  const named = parseContactsArn(asked.arn);
  if (named?.kind !== kind) throw invalidArn(asked.arn);
  if (named.account !== asked.account) throw missingOne(kind, asked);
}
