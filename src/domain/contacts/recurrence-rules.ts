// What a rotation's recurrence and time zone may say, beyond their shapes.
import type { RecurrenceSettings } from "../../contract/contacts/recurrence.ts";
import { isTimeZone } from "../shifts/time-zone.ts";
import type { Fault } from "./fault.ts";

const settings = ["DailySettings", "WeeklySettings", "MonthlySettings"] as const;

/** AWS does not say. More hand-offs in a day, week or month than anybody has, and coverages in a day. */
const mostHandOffs = 100;
const mostCoverages = 24;

/** Of the three kinds of hand-off exactly one is used. Source: user guide. */
export function recurrenceFaults(recurrence: RecurrenceSettings): readonly Fault[] {
  const given = settings.filter((name) => (recurrence[name] ?? []).length > 0);
  const crowded = given.filter((name) => (recurrence[name] ?? []).length > mostHandOffs);
  const days = Object.entries(recurrence.ShiftCoverages ?? {});
  const crowdedDays = days.filter(([, coverages]) => coverages.length > mostCoverages);
  return [
    ...(given.length === 1
      ? []
      : [{ name: "recurrence", message: `Exactly one of ${settings.join(", ")} is expected` }]),
    ...crowded.map((name) => ({
      name: `recurrence.${small(name)}`,
      message: `${name} can list ${mostHandOffs} hand-offs at most`,
    })),
    ...crowdedDays.map(([day]) => ({
      name: `recurrence.shiftCoverages.${day}`,
      message: `ShiftCoverages can list ${mostCoverages} times at most for ${day}`,
    })),
  ];
}

const small = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** Source: API reference; abbreviations such as PST are not supported. */
export const timeZoneFaults = (id: string | undefined): readonly Fault[] =>
  id === undefined || isTimeZone(id)
    ? []
    : [
        {
          name: "timeZoneId",
          message: `TimeZoneId ${id} is not the name of an IANA time zone such as Europe/Berlin`,
        },
      ];
