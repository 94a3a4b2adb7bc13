// When a maintenance window is open, by the clocks on the walls of its time zone.
import {
  DAY,
  DAYS_OF_WEEK,
  dayAt,
  dayStart,
  monthAt,
  monthLength,
  monthStart,
  weekAt,
  weekStart,
} from "../../shifts/calendar.ts";
import { type TimeZone, timeZone } from "../../shifts/time-zone.ts";
import type { MaintenanceWindow } from "./maintenance-window.ts";

/** Epoch milliseconds, `ends` exclusive. */
export interface Occurrence {
  readonly begins: number;
  readonly ends: number;
}

/**
 * The occurrence of the window that holds the instant; of several, the one that ends last.
 *
 * The first is as given. Later ones begin and end at the first moment at which the wall shows their time or a later one, as
 * rotations hand off: what the clocks skip moves to the end of the gap, and what they show twice counts the first time.
 * A month without the day has it on its last.
 */
export function occurrenceAt(window: MaintenanceWindow, now: number): Occurrence | undefined {
  const { start, end, ended = -Infinity } = window;
  return [{ begins: start, ends: end }, ...laterAround(window, now)]
    .filter(({ begins, ends }) => begins <= now && now < ends && begins > ended)
    .toSorted((one, other) => other.ends - one.ends)[0];
}

/** It is over at the latest then (clocks may end its last time earlier); undefined when it comes again for ever. */
export function overAt({ start, end, recurrence }: MaintenanceWindow): number | undefined {
  if (recurrence === undefined) return end;
  const { until } = recurrence;
  return until === undefined ? undefined : Math.max(end, until + (end - start) + DAY);
}

/** All later ones that could hold the instant. */
function laterAround(window: MaintenanceWindow, now: number): Occurrence[] {
  const { start, end, recurrence } = window;
  if (recurrence === undefined || now < start) return [];
  const zone = timeZone(window.timeZone);
  const first = zone.wallAt(start);
  const length = zone.wallAt(end) - first;
  const found: Occurrence[] = [];
  const recurs = recursOn(window, dayAt(first));
  // A day more at each end, for what the clocks may move.
  const latest = dayAt(zone.wallAt(now)) + 1;
  const earliest = Math.max(dayAt(first) + 1, latest - Math.ceil(length / DAY) - 3);
  for (let day = latest; day >= earliest; day--) {
    if (!recurs(day)) continue;
    const it = between(zone, first + dayStart(day - dayAt(first)), length);
    if (it.begins < (recurrence.until ?? Infinity)) found.push(it);
  }
  return found;
}

const between = (zone: TimeZone, wall: number, length: number): Occurrence => ({
  begins: zone.firstMoment(wall),
  ends: zone.firstMoment(wall + length),
});

/** Whether it recurs on a day. @param first the day on which it began first */
function recursOn({ recurrence }: MaintenanceWindow, first: number): (day: number) => boolean {
  switch (recurrence?.every) {
    case "WEEK": {
      const weekdays = recurrence.weekdays?.map((it) => DAYS_OF_WEEK.indexOf(it)) ?? [weekdayOf(first)];
      return (day) => weekdays.includes(weekdayOf(day));
    }
    case "MONTH": {
      const wanted = dayOfMonth(first);
      return (day) => dayOfMonth(day) === Math.min(wanted, monthLength(monthAt(dayStart(day))));
    }
    default:
      return () => recurrence?.every === "DAY";
  }
}

/** 0 = Monday. */
const weekdayOf = (day: number): number => day - dayAt(weekStart(weekAt(dayStart(day))));

/** 1 to 31. */
const dayOfMonth = (day: number): number => day - dayAt(monthStart(monthAt(dayStart(day)))) + 1;
