// Recurrence: when the people of a rotation hand over to each other, and the hours they cover.
import { type Infer, integer, list, map, matching, required, string, structure, words } from "../shape.ts";

/** An IANA zone; the pattern is wider than that. */
export const timeZoneId = string({ min: 1, max: 255, ...matching(String.raw`^[:a-zA-Z0-9_\-\s\.\\/]*$`) });

/** Wall time in the rotation's zone. */
const handOffTime = structure("HandOffTime", {
  HourOfDay: required(integer({ min: 0, max: 23 })),
  MinuteOfHour: required(integer({ min: 0, max: 59 })),
});
export type HandOffTime = Infer<typeof handOffTime>;

const dayOfWeek = words("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");
export type DayOfWeek = Infer<typeof dayOfWeek>;

const weeklySetting = structure("WeeklySetting", {
  DayOfWeek: required(dayOfWeek),
  HandOffTime: required(handOffTime),
});

const monthlySetting = structure("MonthlySetting", {
  DayOfMonth: required(integer({ min: 1, max: 31 })),
  HandOffTime: required(handOffTime),
});

const coverageTime = structure("CoverageTime", { Start: handOffTime, End: handOffTime });
export type CoverageTime = Infer<typeof coverageTime>;

/** Exactly one of the three settings is meant to be given; the shape does not say so. */
export const recurrenceSettings = structure("RecurrenceSettings", {
  NumberOfOnCalls: required(integer({ min: 1 })),
  RecurrenceMultiplier: required(integer({ min: 1, max: 100 })),
  DailySettings: list(handOffTime),
  WeeklySettings: list(weeklySetting),
  MonthlySettings: list(monthlySetting),
  ShiftCoverages: map(dayOfWeek, list(coverageTime)),
});
export type RecurrenceSettings = Infer<typeof recurrenceSettings>;
