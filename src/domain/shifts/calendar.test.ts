import { expect, test } from "vitest";
import * as fc from "fast-check";
import {
  DAY,
  DAYS_OF_WEEK,
  dayAt,
  dayStart,
  lastNotAfter,
  monthAt,
  monthLength,
  monthStart,
  weekAt,
  weekStart,
} from "./calendar.ts";

/** Years 1570 to 2370: a whole turn of the Gregorian leap year rule on each side of 1970. */
const month = fc.integer({ min: -4800, max: 4800 });
const day = fc.integer({ min: -146_097, max: 146_097 });

const dateOf = (wall: number): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO("UTC").toPlainDate();

test("months begin and end where the Gregorian calendar says", () => {
  fc.assert(
    fc.property(month, (months) => {
      const first = Temporal.PlainDate.from("1970-01-01").add({ months });
      expect(dateOf(monthStart(months)).toString()).toBe(first.toString());
      expect(monthLength(months)).toBe(first.daysInMonth);
    }),
  );
});

test("every moment lies in the day, the week and the month that contain it", () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: DAY - 1 }), (days, rest) => {
      const wall = days * DAY + rest;
      expect(dayStart(dayAt(wall))).toBe(days * DAY);
      expect(dateOf(weekStart(weekAt(wall))).dayOfWeek).toBe(1);
      expect(wall - weekStart(weekAt(wall))).toBeLessThan(7 * DAY);
      expect(wall).toBeGreaterThanOrEqual(monthStart(monthAt(wall)));
      expect(wall).toBeLessThan(monthStart(monthAt(wall) + 1));
    }),
  );
});

test("the first and the last millisecond of any month lie in it", () => {
  for (let index = -4800; index <= 4800; index += 1) {
    expect(monthAt(monthStart(index))).toBe(index);
    expect(monthAt(monthStart(index + 1) - 1)).toBe(index);
  }
});

test("weeks are counted in the order Monday to Sunday", () => {
  expect(DAYS_OF_WEEK.map((_, index) => dateOf(weekStart(0) + index * DAY).dayOfWeek)).toEqual([
    1, 2, 3, 4, 5, 6, 7,
  ]);
});

const at = (n: number): number => [1, 3, 3, 3, 7][n] ?? Infinity;

test("of several numbers with the same value the last is found", () => {
  expect([0, 1, 2, 3, 6, 7, 9].map((limit) => lastNotAfter(limit, { low: 0, high: 5, at }))).toEqual([
    0, 0, 0, 3, 3, 4, 4,
  ]);
});
