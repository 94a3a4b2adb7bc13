// The errors of ssm-incidents, each built in one place.
import { ApiError } from "../../contract/api-error.ts";

export type ResourceType =
  | "RESPONSE_PLAN"
  | "INCIDENT_RECORD"
  | "TIMELINE_EVENT"
  | "REPLICATION_SET"
  | "RESOURCE_POLICY";

const spoken: Record<ResourceType, string> = {
  RESPONSE_PLAN: "response plan",
  INCIDENT_RECORD: "incident record",
  TIMELINE_EVENT: "timeline event",
  REPLICATION_SET: "replication set",
  RESOURCE_POLICY: "resource policy",
};

/** A constraint that the shapes alone cannot express. */
export const validation = (message: string): ApiError => new ApiError("ValidationException", message);

export const notFound = (resourceType: ResourceType, resourceIdentifier: string): ApiError =>
  new ApiError(
    "ResourceNotFoundException",
    `The ${spoken[resourceType]} ${resourceIdentifier} does not exist.`,
    { resourceIdentifier, resourceType },
  );

/** For whatever needs the account's replication set while there is none that is ACTIVE. */
export const notOnboarded = (account: string): ApiError =>
  new ApiError(
    "ResourceNotFoundException",
    `Account ${account} has no active replication set: create one with CreateReplicationSet, and wait until it is ACTIVE.`,
    { resourceIdentifier: account, resourceType: "REPLICATION_SET" },
  );

/** For an ARN that names no kind of thing known here. */
export const resourceNotFound = (resourceIdentifier: string): ApiError =>
  new ApiError("ResourceNotFoundException", `The resource ${resourceIdentifier} does not exist.`, {
    resourceIdentifier,
  });

export const conflict = (
  message: string,
  resourceType?: ResourceType,
  resourceIdentifier?: string,
): ApiError =>
  new ApiError("ConflictException", message, {
    ...(resourceIdentifier !== undefined && { resourceIdentifier }),
    ...(resourceType !== undefined && { resourceType }),
  });

export const quotaExceeded = (message: string, quotaCode: string, resourceType?: ResourceType): ApiError =>
  new ApiError("ServiceQuotaExceededException", message, {
    quotaCode,
    serviceCode: "ssm-incidents",
    ...(resourceType !== undefined && { resourceType }),
  });

const reused = "The client token was used before, for a call with other details.";
export const tokenReused = (): ApiError => conflict(reused);
/** For operations that model no ConflictException. */
export const tokenReusedUnmodelled = (): ApiError => validation(reused);
