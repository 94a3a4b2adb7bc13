// Shifts: who is on call from when to when, for a rotation that exists or one that is being drafted.
import { operation } from "../operation.ts";
import { type Infer, list, matching, required, string, structure, timestamp, words } from "../shape.ts";
import { always, conflict, resourceNotFound } from "./errors.ts";
import { recurrenceSettings, timeZoneId } from "./recurrence.ts";
import { contactsArn, contactsArns, nextToken, paging, rpc } from "./vocabulary.ts";

const rotationShift = structure("RotationShift", {
  StartTime: required(timestamp()),
  EndTime: required(timestamp()),
  ContactIds: contactsArns,
  Type: words("REGULAR", "OVERRIDDEN"),
  ShiftDetails: structure("ShiftDetails", { OverriddenContactIds: required(contactsArns) }),
});
export type RotationShift = Infer<typeof rotationShift>;

export const listRotationShifts = operation({
  name: "ListRotationShifts",
  http: rpc,
  input: structure("ListRotationShiftsRequest", {
    RotationId: required(contactsArn),
    StartTime: timestamp(),
    EndTime: required(timestamp()),
    ...paging,
  }),
  output: structure("ListRotationShiftsResult", {
    RotationShifts: list(rotationShift),
    NextToken: nextToken,
  }),
  errors: [...always, conflict, resourceNotFound],
  paginated: { token: "NextToken", limit: "MaxResults", items: "RotationShifts" },
});

// The official pattern is not anchored: it asks for one visible character, anywhere.
const member = string({ min: 1, max: 512, ...matching(String.raw`.*\S.*`, /\S/u) });

const previewOverride = structure("PreviewOverride", {
  NewMembers: list(member, { max: 30 }),
  StartTime: timestamp(),
  EndTime: timestamp(),
});

export const listPreviewRotationShifts = operation({
  name: "ListPreviewRotationShifts",
  http: rpc,
  input: structure("ListPreviewRotationShiftsRequest", {
    Members: required(list(member, { min: 1, max: 30 })),
    RotationStartTime: timestamp(),
    StartTime: timestamp(),
    EndTime: required(timestamp()),
    TimeZoneId: required(timeZoneId),
    Recurrence: required(recurrenceSettings),
    Overrides: list(previewOverride),
    ...paging,
  }),
  output: structure("ListPreviewRotationShiftsResult", {
    RotationShifts: list(rotationShift),
    NextToken: nextToken,
  }),
  errors: always,
  paginated: { token: "NextToken", limit: "MaxResults", items: "RotationShifts" },
});
