// The errors of Tocsin's own API: those of ssm-incidents that can happen here.
import { type ErrorShape } from "../operation.ts";
import { type StructureShape, required, string, structure, words } from "../shape.ts";

const error = <const Name extends string>(
  name: Name,
  status: ErrorShape["status"],
  shape: StructureShape,
): ErrorShape<Name> => ({ name, status, shape });

const message = required(string());

export const accessDenied = error(
  "AccessDeniedException",
  403,
  structure("AccessDeniedException", { message }),
);

export const internalServer = error(
  "InternalServerException",
  500,
  structure("InternalServerException", { message }),
);

export const resourceNotFound = error(
  "ResourceNotFoundException",
  404,
  structure("ResourceNotFoundException", { message, resourceIdentifier: required(string()) }),
);

export const throttling = error(
  "ThrottlingException",
  429,
  structure("ThrottlingException", {
    message,
    quotaCode: required(string()),
    serviceCode: required(words("tocsin")),
  }),
);

export const validation = error("ValidationException", 400, structure("ValidationException", { message }));

/** What any operation may answer. */
export const always = [accessDenied, internalServer, throttling, validation] as const;
