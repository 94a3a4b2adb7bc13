// A shift as the API shows it.
import type { RotationShift } from "../../contract/contacts/shift.ts";
import type { Shift } from "../shifts/rotation.ts";

export const shownShift = (shift: Shift): RotationShift => ({
  StartTime: new Date(shift.start),
  EndTime: new Date(shift.end),
  ContactIds: [...shift.contactIds],
  Type: shift.type,
  ShiftDetails: {
    OverriddenContactIds: shift.type === "OVERRIDDEN" ? [...shift.overriddenContactIds] : [],
  },
});
