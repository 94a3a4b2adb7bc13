// Rotations: the people who take turns on call, and the rule by which they do.
import { type OutputOf, operation } from "../operation.ts";
import { type Infer, list, matching, required, string, structure, timestamp } from "../shape.ts";
import { always, conflict, resourceNotFound, serviceQuotaExceeded } from "./errors.ts";
import { recurrenceSettings, timeZoneId } from "./recurrence.ts";
import { tags } from "./tag.ts";
import { contactsArn, contactsArns, idempotencyToken, nextToken, paging, rpc } from "./vocabulary.ts";

const rotationName = string({ min: 1, max: 255, ...matching(String.raw`^[a-zA-Z0-9_\-\s\.]*$`) });
/** In the order in which they take over. */
const rotationContacts = list(contactsArn, { min: 1, max: 30 });

const RotationId = required(contactsArn);

export const createRotation = operation({
  name: "CreateRotation",
  http: rpc,
  input: structure("CreateRotationRequest", {
    Name: required(rotationName),
    ContactIds: required(rotationContacts),
    StartTime: timestamp(),
    TimeZoneId: required(timeZoneId),
    Recurrence: required(recurrenceSettings),
    Tags: tags,
    IdempotencyToken: idempotencyToken,
  }),
  output: structure("CreateRotationResult", { RotationArn: required(contactsArn) }),
  errors: [...always, resourceNotFound, serviceQuotaExceeded],
});

export const getRotation = operation({
  name: "GetRotation",
  http: rpc,
  input: structure("GetRotationRequest", { RotationId }),
  output: structure("GetRotationResult", {
    RotationArn: required(contactsArn),
    Name: required(rotationName),
    ContactIds: required(rotationContacts),
    // The official model requires it, yet the service leaves it out when none was given (observed through Terraform).
    StartTime: timestamp(),
    TimeZoneId: required(timeZoneId),
    Recurrence: required(recurrenceSettings),
  }),
  errors: [...always, resourceNotFound],
});
export type RotationDetails = OutputOf<typeof getRotation>;

const rotation = structure("Rotation", {
  RotationArn: required(contactsArn),
  Name: required(rotationName),
  ContactIds: contactsArns,
  StartTime: timestamp(),
  TimeZoneId: timeZoneId,
  Recurrence: recurrenceSettings,
});
export type Rotation = Infer<typeof rotation>;

export const listRotations = operation({
  name: "ListRotations",
  http: rpc,
  input: structure("ListRotationsRequest", { RotationNamePrefix: rotationName, ...paging }),
  output: structure("ListRotationsResult", { Rotations: required(list(rotation)), NextToken: nextToken }),
  errors: [...always, resourceNotFound],
  paginated: { token: "NextToken", limit: "MaxResults", items: "Rotations" },
});

export const updateRotation = operation({
  name: "UpdateRotation",
  http: rpc,
  input: structure("UpdateRotationRequest", {
    RotationId,
    ContactIds: rotationContacts,
    StartTime: timestamp(),
    TimeZoneId: timeZoneId,
    Recurrence: required(recurrenceSettings),
  }),
  output: structure("UpdateRotationResult", {}),
  errors: [...always, conflict, resourceNotFound],
});

export const deleteRotation = operation({
  name: "DeleteRotation",
  http: rpc,
  input: structure("DeleteRotationRequest", { RotationId }),
  output: structure("DeleteRotationResult", {}),
  errors: [...always, conflict, resourceNotFound],
});
