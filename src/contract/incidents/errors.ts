// The errors of ssm-incidents.
import type { ErrorShape } from "../operation.ts";
import { type StructureShape, required, string, structure, timestamp, words } from "../shape.ts";

const error = <const Name extends string>(
  name: Name,
  status: ErrorShape["status"],
  shape: StructureShape,
): ErrorShape<Name> => ({ name, status, shape });

const message = required(string());
const serviceCode = words("ssm-incidents");
const resourceType = words(
  "RESPONSE_PLAN",
  "INCIDENT_RECORD",
  "TIMELINE_EVENT",
  "REPLICATION_SET",
  "RESOURCE_POLICY",
);

export const accessDenied = error(
  "AccessDeniedException",
  403,
  structure("AccessDeniedException", { message }),
);

export const conflict = error(
  "ConflictException",
  409,
  structure("ConflictException", {
    message,
    resourceIdentifier: string(),
    resourceType,
    retryAfter: timestamp(),
  }),
);

export const internalServer = error(
  "InternalServerException",
  500,
  structure("InternalServerException", { message }),
);

export const resourceNotFound = error(
  "ResourceNotFoundException",
  404,
  structure("ResourceNotFoundException", { message, resourceIdentifier: string(), resourceType }),
);

export const serviceQuotaExceeded = error(
  "ServiceQuotaExceededException",
  402,
  structure("ServiceQuotaExceededException", {
    message,
    quotaCode: required(string()),
    serviceCode: required(serviceCode),
    resourceIdentifier: string(),
    resourceType,
  }),
);

export const throttling = error(
  "ThrottlingException",
  429,
  structure("ThrottlingException", {
    message,
    quotaCode: required(string()),
    serviceCode: required(serviceCode),
  }),
);

export const validation = error("ValidationException", 400, structure("ValidationException", { message }));

/** What any operation may answer. */
export const always = [accessDenied, internalServer, throttling, validation] as const;
