// Overrides: for a while, other people of the rotation take the shifts.
import { operation } from "../operation.ts";
import { type Infer, list, matching, required, string, structure, timestamp } from "../shape.ts";
import { always, resourceNotFound, serviceQuotaExceeded } from "./errors.ts";
import { contactsArn, contactsArns, idempotencyToken, nextToken, paging, rpc } from "./vocabulary.ts";

const RotationId = required(contactsArn);

// The first block really allows every capital letter (`a-fA-Z`): the service's own words.
const rotationOverrideId = string({
  min: 36,
  max: 39,
  ...matching(
    "([a-fA-Z0-9]{8,11}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}){1}",
    /^[a-fA-Z0-9]{8,11}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}$/u,
  ),
});

export const createRotationOverride = operation({
  name: "CreateRotationOverride",
  http: rpc,
  input: structure("CreateRotationOverrideRequest", {
    RotationId,
    NewContactIds: required(list(contactsArn, { max: 30 })),
    StartTime: required(timestamp()),
    EndTime: required(timestamp()),
    IdempotencyToken: idempotencyToken,
  }),
  output: structure("CreateRotationOverrideResult", { RotationOverrideId: required(rotationOverrideId) }),
  errors: [...always, resourceNotFound, serviceQuotaExceeded],
});

export const getRotationOverride = operation({
  name: "GetRotationOverride",
  http: rpc,
  input: structure("GetRotationOverrideRequest", {
    RotationId,
    RotationOverrideId: required(rotationOverrideId),
  }),
  output: structure("GetRotationOverrideResult", {
    RotationOverrideId: rotationOverrideId,
    RotationArn: contactsArn,
    NewContactIds: contactsArns,
    StartTime: timestamp(),
    EndTime: timestamp(),
    CreateTime: timestamp(),
  }),
  errors: [...always, resourceNotFound],
});

const rotationOverride = structure("RotationOverride", {
  RotationOverrideId: required(rotationOverrideId),
  NewContactIds: required(contactsArns),
  StartTime: required(timestamp()),
  EndTime: required(timestamp()),
  CreateTime: required(timestamp()),
});
export type RotationOverride = Infer<typeof rotationOverride>;

export const listRotationOverrides = operation({
  name: "ListRotationOverrides",
  http: rpc,
  input: structure("ListRotationOverridesRequest", {
    RotationId,
    StartTime: required(timestamp()),
    EndTime: required(timestamp()),
    ...paging,
  }),
  output: structure("ListRotationOverridesResult", {
    RotationOverrides: list(rotationOverride),
    NextToken: nextToken,
  }),
  errors: [...always, resourceNotFound],
  paginated: { token: "NextToken", limit: "MaxResults", items: "RotationOverrides" },
});

export const deleteRotationOverride = operation({
  name: "DeleteRotationOverride",
  http: rpc,
  input: structure("DeleteRotationOverrideRequest", {
    RotationId,
    RotationOverrideId: required(rotationOverrideId),
  }),
  output: structure("DeleteRotationOverrideResult", {}),
  errors: [...always, resourceNotFound],
});
