// The errors of ssm-contacts. Their text is in `Message`, with a capital letter.
import type { ErrorShape } from "../operation.ts";
import { type StructureShape, integer, list, required, string, structure, words } from "../shape.ts";
import { contactsArn } from "./vocabulary.ts";

const error = <const Name extends string>(
  name: Name,
  status: ErrorShape["status"],
  shape: StructureShape,
): ErrorShape<Name> => ({ name, status, shape });

const Message = required(string());

export const accessDenied = error(
  "AccessDeniedException",
  403,
  structure("AccessDeniedException", { Message }),
);

const dependentEntity = structure("DependentEntity", {
  RelationType: required(string()),
  DependentResourceIds: required(list(contactsArn, { max: 25 })),
});

export const conflict = error(
  "ConflictException",
  409,
  structure("ConflictException", {
    Message,
    ResourceId: required(string()),
    ResourceType: required(string()),
    DependentEntities: list(dependentEntity),
  }),
);

export const dataEncryption = error(
  "DataEncryptionException",
  400,
  structure("DataEncryptionException", { Message }),
);

export const internalServer = error(
  "InternalServerException",
  500,
  structure("InternalServerException", { Message, RetryAfterSeconds: integer() }),
);

export const resourceNotFound = error(
  "ResourceNotFoundException",
  404,
  structure("ResourceNotFoundException", {
    Message,
    ResourceId: required(string()),
    ResourceType: required(string()),
  }),
);

export const serviceQuotaExceeded = error(
  "ServiceQuotaExceededException",
  402,
  structure("ServiceQuotaExceededException", {
    Message,
    QuotaCode: required(string()),
    ServiceCode: required(string()),
    ResourceId: string(),
    ResourceType: string(),
  }),
);

export const throttling = error(
  "ThrottlingException",
  429,
  structure("ThrottlingException", {
    Message,
    QuotaCode: string(),
    ServiceCode: string(),
    RetryAfterSeconds: integer(),
  }),
);

const validationExceptionField = structure("ValidationExceptionField", {
  Name: required(string()),
  Message: required(string()),
});

export const validation = error(
  "ValidationException",
  400,
  structure("ValidationException", {
    Message,
    Reason: words("UNKNOWN_OPERATION", "CANNOT_PARSE", "FIELD_VALIDATION_FAILED", "OTHER"),
    Fields: list(validationExceptionField),
  }),
);

/** What any operation may answer. */
export const always = [accessDenied, internalServer, throttling, validation] as const;
