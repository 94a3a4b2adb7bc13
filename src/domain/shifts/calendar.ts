// Days, weeks and months as plain integers: a wall time is the milliseconds a clock without a zone shows since 1970.
import type { DayOfWeek, HandOffTime } from "../../contract/contacts/recurrence.ts";

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export const WEEK = 7 * DAY;

/** In the order in which they lie in a week here: Monday first, as in ISO 8601. */
export const DAYS_OF_WEEK: readonly DayOfWeek[] = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

/** 1970 began on a Thursday, so its week, numbered 0, began three days earlier. */
const WEEK_ZERO = -3 * DAY;
const AVERAGE_MONTH = (146_097 / 4_800) * DAY;

/** Milliseconds from midnight on the wall. */
export const timeOfDay = (time: HandOffTime): number => (time.HourOfDay * 60 + time.MinuteOfHour) * MINUTE;

export const dayAt = (wall: number): number => Math.floor(wall / DAY);
export const dayStart = (day: number): number => day * DAY;

export const weekAt = (wall: number): number => Math.floor((wall - WEEK_ZERO) / WEEK);
export const weekStart = (week: number): number => WEEK_ZERO + week * WEEK;

/** The month in which the wall time lies, counted from January 1970. */
export const monthAt = (wall: number): number => {
  const guess = Math.floor(wall / AVERAGE_MONTH);
  if (monthStart(guess + 1) <= wall) return guess + 1;
  return monthStart(guess) <= wall ? guess : guess - 1;
};

/** Counts years from March, so that a leap day is the last of its year (the proleptic Gregorian calendar). */
export const monthStart = (month: number): number => {
  const fromMarch = month + 1970 * 12 - 2;
  const year = Math.floor(fromMarch / 12);
  const dayOfYear = Math.floor((153 * (fromMarch - year * 12) + 2) / 5);
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return (365 * year + leapDays + dayOfYear - 719_468) * DAY;
};

/** 28 to 31. */
export const monthLength = (month: number): number => (monthStart(month + 1) - monthStart(month)) / DAY;

/** The largest n in [`low`, `high`) with `at(n)` not after the limit; `low` when there is none. `at` never decreases. */
export const lastNotAfter = (
  limit: number,
  { low, high, at }: { low: number; high: number; at: (n: number) => number },
): number => {
  let [known, beyond] = [low, high];
  while (beyond - known > 1) {
    const middle = Math.floor((known + beyond) / 2);
    if (at(middle) <= limit) known = middle;
    else beyond = middle;
  }
  return known;
};
