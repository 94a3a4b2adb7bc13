// Reads a maintenance window as somebody says it, with everything that is wrong with it; and shows it again.
import type { ShownWindow, WindowToPut } from "../../../contract/tocsin/maintenance-window.ts";
import { DAY } from "../../shifts/calendar.ts";
import { isTimeZone } from "../../shifts/time-zone.ts";
import { readAlertPattern } from "../rules/alert-pattern.ts";
import type { MaintenanceWindow, Recurrence } from "./maintenance-window.ts";
import { occurrenceAt, overAt } from "./occurrence.ts";

/** Mistakes are sentences without their full stop. */
export type WindowReading = { readonly window: MaintenanceWindow } | { readonly mistakes: readonly string[] };

/** Days that a window may be open at a time: one that recurs is to close before it opens again. */
const longest = { once: 92, DAY: 1, WEEK: 7, MONTH: 28 } as const;
/** A time further from now is a slip: seconds taken for milliseconds, say. */
const farthest = 20 * 366 * DAY;

/** @param now epoch milliseconds */
export function readWindow(said: WindowToPut, now: number): WindowReading {
  const { name, responsePlanNames: plans, sources, timeZone = "UTC" } = said;
  const reading = readAlertPattern(said.pattern);
  const times = timesOf(said, now);
  const mistakes = [
    ...timeMistakes(said, times, now),
    ...(isTimeZone(timeZone)
      ? []
      : [`timeZone: ${timeZone} is no time zone of the IANA, such as Europe/Berlin`]),
    ...("mistakes" in reading ? reading.mistakes.map((it) => `pattern: ${it}`) : []),
  ];
  if (mistakes.length > 0) return { mistakes };
  return {
    window: {
      name,
      ...times,
      timeZone,
      recurrence: said.recurrence && recurrenceOf(said.recurrence),
      plans,
      sources,
      pattern: "pattern" in reading ? reading.pattern : undefined,
    },
  };
}

interface Times {
  readonly start: number;
  readonly end: number;
}

function timesOf({ startTime, endTime, durationSeconds = 0 }: WindowToPut, now: number): Times {
  const start = startTime?.getTime() ?? now;
  return { start, end: endTime?.getTime() ?? start + durationSeconds * 1000 };
}

function timeMistakes(said: WindowToPut, { start, end }: Times, now: number): string[] {
  const { startTime, endTime, durationSeconds, recurrence } = said;
  const days = longest[recurrence?.every ?? "once"];
  const times = Object.entries({ startTime, endTime, "recurrence.until": recurrence?.until });
  return [
    ...times
      .filter(([, time]) => time !== undefined && Math.abs(time.getTime() - now) > farthest)
      .map(([place]) => `${place} is more than 20 years from now`),
    ...((endTime === undefined) === (durationSeconds === undefined)
      ? ["either endTime or durationSeconds must be there"]
      : []),
    ...(endTime === undefined || end > start ? [] : ["endTime must be after startTime"]),
    ...(end - start > days * DAY
      ? [`it must not be open for more than ${days === 1 ? "a day" : `${days} days`} at a time`]
      : []),
    ...(recurrence?.weekdays !== undefined && recurrence.every !== "WEEK"
      ? ["recurrence.weekdays are for what comes every WEEK"]
      : []),
  ];
}

const recurrenceOf = ({ every, weekdays, until }: NonNullable<WindowToPut["recurrence"]>): Recurrence => ({
  every,
  weekdays,
  until: until?.getTime(),
});

/** @param now epoch milliseconds */
export function shownWindow(window: MaintenanceWindow, now: number): ShownWindow {
  const { name, start, end, timeZone, recurrence, plans, sources, pattern } = window;
  const open = occurrenceAt(window, now);
  const over =
    now >= (overAt(window) ?? Infinity) || (recurrence === undefined && window.ended !== undefined);
  return {
    name,
    startTime: new Date(start),
    endTime: new Date(end),
    timeZone,
    recurrence: recurrence && {
      every: recurrence.every,
      weekdays: recurrence.weekdays && [...recurrence.weekdays],
      until: recurrence.until === undefined ? undefined : new Date(recurrence.until),
    },
    responsePlanNames: plans && [...plans],
    sources: sources && [...sources],
    pattern: pattern === undefined ? undefined : JSON.stringify(pattern),
    status: open !== undefined ? "OPEN" : over ? "OVER" : "CLOSED",
    openUntil: open && new Date(open.ends),
  };
}
