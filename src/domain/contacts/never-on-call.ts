// Members of a rotation whose turns all fall outside its shift coverages: they think they are on call, and never are.
import type { Rotation } from "../shifts/rotation.ts";
import { shifts } from "../shifts/shifts.ts";

const day = 24 * 60 * 60_000;

/** In days, and then some: after so many turns of a length everybody has had theirs on every day of the week, or never will. */
const turnDays = ({
  RecurrenceMultiplier: multiplier,
  MonthlySettings,
  WeeklySettings,
}: Rotation["recurrence"]) =>
  multiplier * (MonthlySettings !== undefined ? 12 * 31 : WeeklySettings !== undefined ? 2 * 7 : 7);

/** Where it takes more to know, nobody is accused. */
const mostShifts = 2_000;

/** The ARNs, each once. Overrides do not count. @param now epoch milliseconds */
export function neverOnCall(rotation: Rotation, now: number): readonly string[] {
  const { recurrence, contactIds, createTime, startTime = createTime } = rotation;
  if (recurrence.ShiftCoverages === undefined) return [];
  const start = Math.max(now, startTime);
  const end = start + (contactIds.length + 1) * turnDays(recurrence) * day;
  const unseen = new Set(contactIds);
  let looked = 0;
  for (const shift of shifts({ rotation, overrides: [] }, { start, end })) {
    for (const contact of shift.contactIds) unseen.delete(contact);
    if (unseen.size === 0 || ++looked === mostShifts) return [];
  }
  return [...unseen];
}
