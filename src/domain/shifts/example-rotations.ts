// Rotations and shifts in the words of a person, for the tests and the benchmark: times are wall times of the rotation's zone.
import type { DayOfWeek, HandOffTime, RecurrenceSettings } from "../../contract/contacts/recurrence.ts";
import type { Override, Rotation, Shift, Span } from "./rotation.ts";
import { shifts } from "./shifts.ts";

/** @param text such as "09:30" */
export const time = (text: string): HandOffTime => {
  const [hour = "", minute = ""] = text.split(":");
  return { HourOfDay: Number(hour), MinuteOfHour: Number(minute) };
};

/** @param times such as "09:00" */
export const daily = (...times: string[]): Partial<RecurrenceSettings> => ({
  DailySettings: times.map(time),
});

/** @param times such as "FRI 17:00" */
export const weekly = (...times: string[]): Partial<RecurrenceSettings> => ({
  WeeklySettings: times.map((text) => ({
    DayOfWeek: text.slice(0, 3) as DayOfWeek,
    HandOffTime: time(text.slice(4)),
  })),
});

/** @param times such as "31 09:00" */
export const monthly = (...times: string[]): Partial<RecurrenceSettings> => ({
  MonthlySettings: times.map((text) => ({
    DayOfMonth: Number(text.slice(0, 2)),
    HandOffTime: time(text.slice(3)),
  })),
});

/** @param windows by day of the week, such as "09:00-17:00" */
export const covering = (windows: Partial<Record<DayOfWeek, string[]>>): Partial<RecurrenceSettings> => ({
  ShiftCoverages: Object.fromEntries(
    Object.entries(windows).map(([day, given]) => [
      day,
      given.map((window) => ({ Start: time(window.slice(0, 5)), End: time(window.slice(6)) })),
    ]),
  ),
});

/** Epoch milliseconds of the first moment at which clocks in the zone show the text. */
export const instantIn = (zone: string, text: string): number =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(zone, { disambiguation: "earlier" }).epochMilliseconds;

/** What clocks in the zone show, and their offset, so that an hour shown twice can be told apart. */
export const shownIn = (zone: string, instant: number): string =>
  Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone)
    .toString({ smallestUnit: "minute", timeZoneName: "never" });

export interface Example extends Partial<RecurrenceSettings> {
  readonly zone: string;
  /** When the rotation begins. */
  readonly from: string;
  readonly team: string;
}

/** One on call at a time and a multiplier of one, if not said otherwise. The team is named "ann bob cid". */
export const exampleRotation = ({ zone, from, team, ...recurrence }: Example): Rotation => ({
  contactIds: team.split(" "),
  startTime: instantIn(zone, from),
  createTime: 0,
  timeZoneId: zone,
  recurrence: { NumberOfOnCalls: 1, RecurrenceMultiplier: 1, ...recurrence },
});

/** Ids are also the order of creation: "1" is the first. */
export const exampleOverride = (
  id: string,
  zone: string,
  [start, end, people]: [string, string, string],
): Override => ({
  id,
  newContactIds: people.split(" ").filter((name) => name !== ""),
  startTime: instantIn(zone, start),
  endTime: instantIn(zone, end),
  createTime: Number(id),
});

export const rangeIn = (zone: string, start: string, end: string): Span => ({
  start: instantIn(zone, start),
  end: instantIn(zone, end),
});

/** Each shift as a line: "2026-03-28T09:00+01:00 2026-03-29T09:00+02:00 ann bob", overridden ones with whom they replace. */
export const told = (
  { rotation, overrides = [] }: { rotation: Rotation; overrides?: readonly Override[] },
  range: Span,
): string[] => [...shifts({ rotation, overrides }, range)].map((shift) => tell(rotation.timeZoneId, shift));

const tell = (zone: string, shift: Shift): string => {
  const base = [shownIn(zone, shift.start), shownIn(zone, shift.end), ...shift.contactIds];
  const replaced =
    shift.type === "OVERRIDDEN"
      ? [`(${shift.overrideId} for`, `${shift.overriddenContactIds.join(" ")})`]
      : [];
  return [...base, ...replaced].join(" ");
};
