// A rotation and its overrides as they are kept: what the calculation of shifts needs, and whose they are.
import type { RotationDetails, createRotation, updateRotation } from "../../contract/contacts/rotation.ts";
import type { InputOf } from "../../contract/operation.ts";
import type { RecurrenceSettings } from "../../contract/contacts/recurrence.ts";
import type { RotationOverride } from "../../contract/contacts/override.ts";
import type { Override, Rotation } from "../shifts/rotation.ts";

export interface KeptRotation extends Rotation {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** Several rotations may have the same. */
  readonly name: string;
}

export interface KeptOverride extends Override {
  readonly rotationArn: string;
  readonly account: string;
}

export const newRotation = (
  key: Pick<KeptRotation, "arn" | "account" | "region" | "createTime">,
  given: InputOf<typeof createRotation>,
): KeptRotation => ({
  ...key,
  name: given.Name,
  contactIds: given.ContactIds,
  startTime: given.StartTime?.getTime(),
  timeZoneId: given.TimeZoneId,
  recurrence: recurrenceOf(given.Recurrence),
});

/** What is absent stays. */
export const changedRotation = (
  rotation: KeptRotation,
  given: InputOf<typeof updateRotation>,
): KeptRotation => ({
  ...rotation,
  contactIds: given.ContactIds ?? rotation.contactIds,
  startTime: given.StartTime?.getTime() ?? rotation.startTime,
  timeZoneId: given.TimeZoneId ?? rotation.timeZoneId,
  recurrence: recurrenceOf(given.Recurrence),
});

export const shownRotation = (rotation: KeptRotation): RotationDetails => ({
  RotationArn: rotation.arn,
  Name: rotation.name,
  ContactIds: [...rotation.contactIds],
  // Never invented where none was given. Source: observed through Terraform.
  StartTime: rotation.startTime === undefined ? undefined : new Date(rotation.startTime),
  TimeZoneId: rotation.timeZoneId,
  Recurrence: rotation.recurrence,
});

export const shownOverride = (override: KeptOverride): RotationOverride => ({
  RotationOverrideId: override.id,
  NewContactIds: [...override.newContactIds],
  StartTime: new Date(override.startTime),
  EndTime: new Date(override.endTime),
  CreateTime: new Date(override.createTime),
});

/** Empty lists say what absent ones say, and are not kept. Days come in the order of their names, whatever order they had. */
const recurrenceOf = (given: RecurrenceSettings): RecurrenceSettings => ({
  NumberOfOnCalls: given.NumberOfOnCalls,
  RecurrenceMultiplier: given.RecurrenceMultiplier,
  DailySettings: some(given.DailySettings),
  WeeklySettings: some(given.WeeklySettings),
  MonthlySettings: some(given.MonthlySettings),
  ShiftCoverages: coveragesOf(given.ShiftCoverages),
});

const some = <Item>(list: Item[] | undefined): Item[] | undefined =>
  list === undefined || list.length === 0 ? undefined : list;

const coveragesOf = (given: RecurrenceSettings["ShiftCoverages"]): RecurrenceSettings["ShiftCoverages"] => {
  const days = Object.entries(given ?? {});
  return days.length === 0 ? undefined : Object.fromEntries(days.sort(([a], [b]) => (a < b ? -1 : 1)));
};
