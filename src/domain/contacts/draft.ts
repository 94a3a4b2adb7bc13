// A rotation that is only being drafted, for a preview of its shifts.
import type { listPreviewRotationShifts } from "../../contract/contacts/shift.ts";
import type { InputOf } from "../../contract/operation.ts";
import type { Override } from "../shifts/rotation.ts";
import type { Roster } from "../shifts/shifts.ts";
import type { Fault } from "./fault.ts";
import { mostOverrides } from "./override-rules.ts";
import { recurrenceFaults, timeZoneFaults } from "./recurrence-rules.ts";

type Draft = InputOf<typeof listPreviewRotationShifts>;

export function draftFaults({ TimeZoneId, Recurrence, Overrides = [] }: Draft): readonly Fault[] {
  return [
    ...timeZoneFaults(TimeZoneId),
    ...recurrenceFaults(Recurrence),
    ...(Overrides.length > mostOverrides
      ? [{ name: "overrides", message: `A preview takes ${mostOverrides} overrides at most` }]
      : Overrides.flatMap(overrideFaults)),
  ];
}

function overrideFaults(
  { StartTime: start, EndTime: end }: NonNullable<Draft["Overrides"]>[number],
  index: number,
): Fault[] {
  if (start !== undefined && end !== undefined && start < end) return [];
  return [
    {
      name: `overrides.${index + 1}.member`,
      message: `Override ${index + 1}: StartTime and a later EndTime are expected`,
    },
  ];
}

/** Of a draft without faults. Overrides later in the list win. @param asked epoch milliseconds, when no start is given */
export const rosterDrafted = (draft: Draft, asked: number): Roster => ({
  rotation: {
    contactIds: draft.Members,
    startTime: draft.RotationStartTime?.getTime(),
    createTime: asked,
    timeZoneId: draft.TimeZoneId,
    recurrence: draft.Recurrence,
  },
  overrides: (draft.Overrides ?? []).map((it, index): Override => ({
    id: String(index),
    newContactIds: it.NewMembers ?? [],
    startTime: it.StartTime?.getTime() ?? 0,
    endTime: it.EndTime?.getTime() ?? 0,
    createTime: index,
  })),
});
