// The errors of ssm-contacts, each built in one place.
import { ApiError } from "../../contract/api-error.ts";
import type { Fault } from "../../domain/contacts/fault.ts";

export type ResourceType =
  | "CONTACT"
  | "CONTACT_CHANNEL"
  | "ENGAGEMENT"
  | "PAGE"
  | "ROTATION"
  | "ROTATION_OVERRIDE";

const spoken: Record<ResourceType, string> = {
  CONTACT: "contact",
  CONTACT_CHANNEL: "contact channel",
  ENGAGEMENT: "engagement",
  PAGE: "page",
  ROTATION: "rotation",
  ROTATION_OVERRIDE: "rotation override",
};

/** How every message begins that is not about a shape. Source: observed. */
const provided = "Invalid value provided - ";

/** An answer stays readable, whatever is sent. */
const most = 20;

/** @param faults at least one */
export const invalid = (faults: readonly Fault[]): ApiError => {
  const told = faults.slice(0, most);
  const more = faults.length > most ? [`and ${faults.length - most} more`] : [];
  return new ApiError(
    "ValidationException",
    provided + [...told.map(({ message }) => message), ...more].join("; "),
    {
      Reason: "FIELD_VALIDATION_FAILED",
      Fields: told.map(({ name, message }) => ({ Name: name, Message: message })),
    },
  );
};

/** @throws ValidationException naming every field, when there is any fault */
export function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw invalid(faults);
}

/** What is wrong is not one of the input's fields. */
export const unacceptable = (message: string): ApiError =>
  new ApiError("ValidationException", provided + message, { Reason: "OTHER" });

/** For every call of an account that has no replication set, or none that is ACTIVE. Source: observed. */
export const accountNotFound = (): ApiError => unacceptable("Account not found for the request");

/** For an ARN that cannot name a thing of the kind that is asked for. Source: observed. */
export const invalidArn = (arn: string): ApiError => unacceptable(`Invalid resource Arn ${arn}`);

export const invalidToken = (message: string): ApiError => invalid([{ name: "nextToken", message }]);

export const notFound = (ResourceType: ResourceType, ResourceId: string): ApiError =>
  new ApiError("ResourceNotFoundException", `The ${spoken[ResourceType]} ${ResourceId} does not exist.`, {
    ResourceId,
    ResourceType,
  });

export const taken = (ResourceType: ResourceType, ResourceId: string): ApiError =>
  new ApiError("ConflictException", `There is a ${spoken[ResourceType]} ${ResourceId} already.`, {
    ResourceId,
    ResourceType,
  });

/** @param rotations the ARNs of those that it is in, 25 at most */
export const inUse = (ResourceId: string, rotations: readonly string[]): ApiError =>
  new ApiError(
    "ConflictException",
    `The contact ${ResourceId} is in ${rotations.length === 1 ? "a rotation" : "rotations"}: remove it there first.`,
    {
      ResourceId,
      ResourceType: "CONTACT",
      DependentEntities: [{ RelationType: "ROTATION", DependentResourceIds: rotations }],
    },
  );

interface Quota {
  readonly code: string;
  readonly ResourceType?: ResourceType;
  readonly ResourceId?: string;
}

export const quotaExceeded = (message: string, { code, ...resource }: Quota): ApiError =>
  new ApiError("ServiceQuotaExceededException", message, {
    QuotaCode: code,
    ServiceCode: "ssm-contacts",
    ...resource,
  });

const reused = "The idempotency token was used before, for a call with other details";

export const tokenReused = (ResourceType: ResourceType, ResourceId: string): ApiError =>
  new ApiError("ConflictException", `${reused}.`, { ResourceId, ResourceType });

/** For operations that model no ConflictException. */
export const tokenReusedUnmodelled = (): ApiError => invalid([{ name: "idempotencyToken", message: reused }]);
