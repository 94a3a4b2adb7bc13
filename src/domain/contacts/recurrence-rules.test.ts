import { describe, expect, it } from "vitest";
import { covering, daily, monthly, weekly } from "../shifts/example-rotations.ts";
import { recurrenceFaults, timeZoneFaults } from "./recurrence-rules.ts";

const base = { NumberOfOnCalls: 1, RecurrenceMultiplier: 1 };
const names = (recurrence: object) => recurrenceFaults({ ...base, ...recurrence }).map(({ name }) => name);

describe("a recurrence", () => {
  it("has exactly one kind of hand-off; empty lists are none", () => {
    for (const it of [daily("09:00"), weekly("MON 09:00", "FRI 17:00"), monthly("31 08:00")]) {
      expect(names(it)).toEqual([]);
      expect(names({ DailySettings: [], WeeklySettings: [], MonthlySettings: [], ...it })).toEqual([]);
    }
    for (const it of [{}, { DailySettings: [] }, { ...daily("09:00"), ...monthly("31 08:00") }])
      expect(names(it)).toEqual(["recurrence"]);
  });

  it("has at most a hundred hand-offs, and covers a day in at most twenty-four windows", () => {
    const many = (count: number, text: string) => Array.from({ length: count }, () => text);
    expect(names(daily(...many(100, "09:00")))).toEqual([]);
    expect(names(daily(...many(101, "09:00")))).toEqual(["recurrence.dailySettings"]);
    const crowded = covering({ MON: many(24, "09:00-10:00"), TUE: many(25, "09:00-10:00") });
    expect(names({ ...daily("09:00"), ...crowded })).toEqual(["recurrence.shiftCoverages.TUE"]);
  });
});

it("a time zone is a name of the IANA database, no abbreviation and no offset", () => {
  for (const id of ["Europe/Berlin", "UTC", undefined]) expect(timeZoneFaults(id)).toEqual([]);
  for (const id of ["PST", "EST", "+02:00", "Mars/Olympus", "", "__proto__"])
    expect(timeZoneFaults(id)).toMatchObject([{ name: "timeZoneId" }]);
});
