// When maintenance windows are open, across changes of the clocks.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { MaintenanceWindow, Recurrence } from "./maintenance-window.ts";
import { occurrenceAt, overAt } from "./occurrence.ts";

const instant = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
const shown = (ms: number): string => Temporal.Instant.fromEpochMilliseconds(ms).toString();

const window = (
  [start, end]: readonly [string, string],
  recurrence?: Recurrence,
  rest: Partial<MaintenanceWindow> = {},
): MaintenanceWindow => ({
  name: "deploy",
  start: instant(start),
  end: instant(end),
  timeZone: "Europe/Berlin",
  recurrence,
  ...rest,
});

/** The times of the occurrence that holds the instant. */
const at = (it: MaintenanceWindow, now: string): [string, string] | undefined => {
  const found = occurrenceAt(it, instant(now));
  return found === undefined ? undefined : [shown(found.begins), shown(found.ends)];
};

const once = window(["2026-03-02T10:00:00Z", "2026-03-02T10:30:00Z"]);
test.each([
  ["2026-03-02T09:59:59.999Z", false],
  ["2026-03-02T10:00:00Z", true],
  ["2026-03-02T10:29:59.999Z", true],
  ["2026-03-02T10:30:00Z", false],
  ["2026-03-03T10:15:00Z", false],
])("one that does not recur is open at %s: %s", (now, open) => {
  expect(at(once, now) !== undefined).toBe(open);
});

/** From 02:00 to 03:30 in Berlin; clocks skip 02:00 to 03:00 on March 29, and show it twice on October 25, 2026. */
const nightly = window(["2026-03-01T01:00:00Z", "2026-03-01T02:30:00Z"], { every: "DAY" });
test("a daily one keeps its time on the wall when the clocks change", () => {
  expect(at(nightly, "2026-03-28T01:30:00Z")).toEqual(["2026-03-28T01:00:00Z", "2026-03-28T02:30:00Z"]);
  expect(at(nightly, "2026-07-01T00:30:00Z")).toEqual(["2026-07-01T00:00:00Z", "2026-07-01T01:30:00Z"]);
});

test("what begins within the hour that clocks skip begins at its end", () => {
  expect(at(nightly, "2026-03-29T01:15:00Z")).toEqual(["2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z"]);
});

test("one that lies wholly within the skipped hour does not open that day", () => {
  const short = window(["2026-03-01T01:10:00Z", "2026-03-01T01:50:00Z"], { every: "DAY" });
  for (const now of ["2026-03-29T00:59:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z"])
    expect(at(short, now)).toBeUndefined();
});

test("what begins in the hour that clocks show twice begins the first time", () => {
  expect(at(nightly, "2026-10-25T01:30:00Z")).toEqual(["2026-10-25T00:00:00Z", "2026-10-25T02:30:00Z"]);
});

test("what ends in the hour that clocks show twice ends the first time", () => {
  const early = window(["2026-03-01T00:30:00Z", "2026-03-01T01:30:00Z"], { every: "DAY" });
  expect(at(early, "2026-10-25T00:15:00Z")).toEqual(["2026-10-24T23:30:00Z", "2026-10-25T00:30:00Z"]);
  expect(at(early, "2026-10-25T01:15:00Z")).toBeUndefined();
});

test("the first one is as it was given, also where the wall shows its time twice", () => {
  const second = window(["2026-10-25T01:15:00Z", "2026-10-25T01:45:00Z"], { every: "DAY" });
  expect(at(second, "2026-10-25T01:30:00Z")).toEqual(["2026-10-25T01:15:00Z", "2026-10-25T01:45:00Z"]);
});

test("a weekly one is open on its weekdays, beginning with the first time it is", () => {
  // A Wednesday.
  const weekly = window(["2026-03-04T09:00:00Z", "2026-03-04T10:00:00Z"], {
    every: "WEEK",
    weekdays: ["MON", "WED"],
  });
  const open = ["02", "04", "05", "09", "11", "12"].filter((day) => at(weekly, `2026-03-${day}T09:30:00Z`));
  expect(open).toEqual(["04", "09", "11"]);
});

test("a weekly one without weekdays is open on the day on which it began", () => {
  const weekly = window(["2026-03-04T09:00:00Z", "2026-03-04T10:00:00Z"], { every: "WEEK" });
  const open = ["09", "10", "11", "12"].filter((day) => at(weekly, `2026-03-${day}T09:30:00Z`));
  expect(open).toEqual(["11"]);
});

test("a monthly one takes the last day where a month is too short", () => {
  const monthly = window(["2026-01-31T09:00:00Z", "2026-01-31T10:00:00Z"], { every: "MONTH" });
  const days = ["02-27", "02-28", "03-30", "03-31", "04-30"];
  const open = days.filter(
    (day) => at(monthly, `2026-${day}T08:30:00Z`) ?? at(monthly, `2026-${day}T09:30:00Z`),
  );
  expect(open).toEqual(["02-28", "03-31", "04-30"]);
});

test("one over midnight is open on both days", () => {
  const late = window(["2026-03-01T22:00:00Z", "2026-03-02T01:00:00Z"], { every: "DAY" });
  expect(at(late, "2026-03-06T00:30:00Z")).toEqual(["2026-03-05T22:00:00Z", "2026-03-06T01:00:00Z"]);
});

test("nothing begins at or after its until", () => {
  const until = window(["2026-03-01T09:00:00Z", "2026-03-01T10:00:00Z"], {
    every: "DAY",
    until: instant("2026-03-03T09:00:00Z"),
  });
  expect(at(until, "2026-03-02T09:30:00Z")).toBeDefined();
  expect(at(until, "2026-03-03T09:30:00Z")).toBeUndefined();
});

test("one that somebody ended is closed, and opens again the next time", () => {
  const ended = { ...nightly, ended: instant("2026-07-01T00:30:00Z") };
  expect(at(ended, "2026-07-01T00:45:00Z")).toBeUndefined();
  expect(at(ended, "2026-07-02T00:45:00Z")).toBeDefined();
});

const recurrence = fc.record({
  every: fc.constantFrom("DAY", "WEEK", "MONTH"),
  until: fc.option(
    fc.integer({ min: 0, max: 400 * 86_400_000 }).map((it) => start + it),
    { nil: undefined },
  ),
});
const start = Date.UTC(2026, 0, 1);
const random = fc.record({
  name: fc.constant("x"),
  start: fc.integer({ min: start, max: start + 40 * 86_400_000 }),
  hours: fc.integer({ min: 1, max: 24 }),
  timeZone: fc.constantFrom(
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
  ),
  recurrence: fc.option(recurrence, { nil: undefined }),
});

test("an open one holds the instant, and none is open once it is over", () => {
  fc.assert(
    fc.property(random, fc.integer({ min: 0, max: 500 * 86_400_000 }), ({ hours, ...given }, after) => {
      const it: MaintenanceWindow = { ...given, end: given.start + hours * 3_600_000 };
      const now = start + after;
      const open = occurrenceAt(it, now);
      if (open === undefined) return true;
      return open.begins <= now && now < open.ends && now >= it.start && now < (overAt(it) ?? Infinity);
    }),
    { numRuns: 500 },
  );
});
