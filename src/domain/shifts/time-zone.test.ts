import { describe, expect, test } from "vitest";
import * as fc from "fast-check";
import { DAY } from "./calendar.ts";
import { shownIn } from "./example-rotations.ts";
import { isTimeZone, timeZone } from "./time-zone.ts";

const zones = Intl.supportedValuesOf("timeZone");
const wall = (text: string): number =>
  Temporal.PlainDateTime.from(text).toZonedDateTime("UTC").epochMilliseconds;

const first = (zone: string, text: string): string => shownIn(zone, timeZone(zone).firstMoment(wall(text)));
const last = (zone: string, text: string): string => shownIn(zone, timeZone(zone).lastMoment(wall(text)));

describe("names", () => {
  test("every zone that the runtime lists is accepted", () => {
    expect(zones.filter((id) => !isTimeZone(id))).toEqual([]);
  });

  test.each([
    "UTC",
    "GMT",
    "Etc/UTC",
    "Asia/Calcutta",
    "Asia/Kolkata",
    "US/Pacific",
    "Europe/Kyiv",
    "Japan",
    "PST8PDT",
    "CET",
  ])("%s is accepted", (id) => expect(isTimeZone(id)).toBe(true));

  test.each(["PST", "PDT", "EST", "MST", "HST", "CST", "IST", "JST", "BST", "est"])(
    "%s is refused: an abbreviation is not a zone",
    (id) => expect(isTimeZone(id)).toBe(false),
  );

  test.each([
    "",
    " ",
    "+05:30",
    "-08:00",
    "UTC+1",
    "GMT+5",
    "Mars/Olympus",
    "Europe/Berlin ",
    "2026-01-01T00:00Z",
    "T00:00Z",
    "2026-01-01T00:00Z[Europe/Berlin]",
    "__proto__",
    "constructor",
    "localtime",
    "\u0000",
    "Europe/Berlin\u0000",
    "/".repeat(255),
  ])("%j is refused", (id) => expect(isTimeZone(id)).toBe(false));

  test("a zone that nobody knows is an error, not UTC", () => {
    expect(() => timeZone("PST").wallAt(0)).toThrow(RangeError);
  });
});

describe("a time that the clock skips comes at the end of the gap", () => {
  test.each([
    ["Europe/Berlin", "2026-03-29T02:00", "2026-03-29T03:00+02:00"],
    ["Europe/Berlin", "2026-03-29T02:59", "2026-03-29T03:00+02:00"],
    ["America/New_York", "2026-03-08T02:30", "2026-03-08T03:00-04:00"],
    ["Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04T02:30+11:00"],
    ["Antarctica/Troll", "2026-03-29T01:30", "2026-03-29T03:00+02:00"],
    ["Africa/Casablanca", "2026-03-22T02:30", "2026-03-22T03:00+01:00"],
    ["Pacific/Apia", "2011-12-30T09:00", "2011-12-31T00:00+14:00"],
    ["Asia/Kathmandu", "1986-01-01T00:10", "1986-01-01T00:15+05:45"],
  ])("%s %s", (zone, text, moment) => {
    expect(first(zone, text)).toBe(moment);
    expect(last(zone, text)).toBe(moment);
  });
});

describe("a time that the clock shows twice begins at the first and ends at the last", () => {
  test.each([
    ["Europe/Berlin", "2026-10-25T02:30", "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"],
    ["America/New_York", "2026-11-01T01:30", "2026-11-01T01:30-04:00", "2026-11-01T01:30-05:00"],
    ["Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-05T01:45+11:00", "2026-04-05T01:45+10:30"],
    ["Antarctica/Troll", "2026-10-25T01:30", "2026-10-25T01:30+02:00", "2026-10-25T01:30+00:00"],
    ["Africa/Casablanca", "2026-02-15T02:30", "2026-02-15T02:30+01:00", "2026-02-15T02:30+00:00"],
  ])("%s %s", (zone, text, begins, ends) => {
    expect(first(zone, text)).toBe(begins);
    expect(last(zone, text)).toBe(ends);
  });

  test("the edges of the repeated hour", () => {
    expect(first("Europe/Berlin", "2026-10-25T02:00")).toBe("2026-10-25T02:00+02:00");
    expect(last("Europe/Berlin", "2026-10-25T02:00")).toBe("2026-10-25T02:00+01:00");
    expect(first("Europe/Berlin", "2026-10-25T03:00")).toBe("2026-10-25T03:00+01:00");
    expect(last("Europe/Berlin", "2026-10-25T03:00")).toBe("2026-10-25T03:00+01:00");
  });
});

describe("in every zone", () => {
  const moment = fc.integer({ min: Date.parse("1900-01-01"), max: Date.parse("2100-01-01") });

  test("the clock shows what Temporal says", () => {
    for (const id of zones) {
      const zone = timeZone(id);
      fc.assert(
        fc.property(moment, (instant) => {
          const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(id);
          expect(zone.wallAt(instant) - instant).toBe(zoned.offsetNanoseconds / 1e6);
        }),
        { numRuns: 10 },
      );
    }
  });

  test("a wall time is met where Temporal finds it, first and last", () => {
    for (const id of zones) {
      const zone = timeZone(id);
      const found = wallTimesNearChanges(id).map((plain) => {
        const wall = plain.toZonedDateTime("UTC").epochMilliseconds;
        return { plain, moments: [zone.firstMoment(wall), zone.lastMoment(wall)] };
      });
      const wrong = found.filter(({ plain, moments }) => String(moments) !== String(momentsOf(id, plain)));
      expect([id, wrong]).toEqual([id, []]);
    }
  });

  test("a later time on the wall never comes earlier", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), moment, fc.nat(3 * DAY), (id, from, more) => {
        const zone = timeZone(id);
        expect(zone.firstMoment(from + more)).toBeGreaterThanOrEqual(zone.firstMoment(from));
        expect(zone.lastMoment(from + more)).toBeGreaterThanOrEqual(zone.lastMoment(from));
        expect(zone.lastMoment(from)).toBeGreaterThanOrEqual(zone.firstMoment(from));
      }),
      { numRuns: 2_000 },
    );
  });

  test("the ends of time are not an error", () => {
    for (const instant of [-8.64e15, 8.64e15, -Infinity, Infinity])
      expect(timeZone("Europe/Berlin").wallAt(instant)).not.toBeNaN();
  });
});

/** What Temporal says: the first and the last moment of a wall time, or twice the end of the gap that it lies in. */
const momentsOf = (id: string, plain: Temporal.PlainDateTime): (number | undefined)[] => {
  const earlier = plain.toZonedDateTime(id, { disambiguation: "earlier" });
  const later = plain.toZonedDateTime(id, { disambiguation: "later" });
  if (earlier.toPlainDateTime().equals(plain)) return [earlier.epochMilliseconds, later.epochMilliseconds];
  const gapEnd = earlier.getTimeZoneTransition("next")?.epochMilliseconds;
  return [gapEnd, gapEnd];
};

/** Wall times a minute and half an hour around each change of the clocks from 2010 to 2030, before and after. */
const wallTimesNearChanges = (id: string): Temporal.PlainDateTime[] => {
  const found: Temporal.PlainDateTime[] = [];
  let next = Temporal.Instant.from("2010-01-01T00:00Z").toZonedDateTimeISO(id).getTimeZoneTransition("next");
  while (next !== null && next.year < 2030) {
    const before = next.subtract({ nanoseconds: 1 }).toPlainDateTime().round("minute");
    for (const edge of [next.toPlainDateTime(), before])
      for (const minutes of [-30, -1, 0, 1, 30]) found.push(edge.add({ minutes }));
    next = next.getTimeZoneTransition("next");
  }
  return found;
};
