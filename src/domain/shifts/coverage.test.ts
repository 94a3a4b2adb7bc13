import { expect, test } from "vitest";
import { DAYS_OF_WEEK } from "./calendar.ts";
import {
  exampleOverride,
  covering,
  daily,
  exampleRotation,
  monthly,
  rangeIn,
  told,
  weekly,
} from "./example-rotations.ts";

const BERLIN = "Europe/Berlin";
const berlin = (start: string, end: string) => rangeIn(BERLIN, start, end);
const weekdays = (...windows: string[]) =>
  covering({ MON: windows, TUE: windows, WED: windows, THU: windows, FRI: windows });
const everyDay = (...windows: string[]) =>
  covering(Object.fromEntries(DAYS_OF_WEEK.map((day) => [day, windows])));

/** Sundays only. */
const night = (...windows: string[]) =>
  exampleRotation({
    zone: BERLIN,
    from: "2026-01-01",
    team: "ann",
    ...monthly("01 00:00"),
    ...covering({ SUN: windows }),
  });

const office = exampleRotation({
  zone: BERLIN,
  from: "2026-06-01T09:00",
  team: "ann bob",
  ...weekly("MON 09:00"),
  ...weekdays("09:00-17:00"),
});

test("cuts a turn into the hours that are covered", () => {
  expect(told({ rotation: office }, berlin("2026-06-04", "2026-06-09"))).toEqual([
    "2026-06-04T09:00+02:00 2026-06-04T17:00+02:00 ann",
    "2026-06-05T09:00+02:00 2026-06-05T17:00+02:00 ann",
    "2026-06-08T09:00+02:00 2026-06-08T17:00+02:00 bob",
  ]);
});

test("across midnight belongs to the day on which it starts", () => {
  const rotation = exampleRotation({
    zone: BERLIN,
    from: "2026-06-01T12:00",
    team: "ann bob",
    ...daily("12:00"),
    ...covering({ FRI: ["22:00-06:00"], SUN: ["22:00-06:00"] }),
  });
  expect(told({ rotation }, berlin("2026-06-05", "2026-06-09"))).toEqual([
    "2026-06-05T22:00+02:00 2026-06-06T06:00+02:00 ann",
    "2026-06-07T22:00+02:00 2026-06-08T06:00+02:00 ann",
  ]);
});

test("across midnight is cut by a hand-off at midnight", () => {
  const rotation = exampleRotation({
    zone: BERLIN,
    from: "2026-06-05",
    team: "ann bob",
    ...daily("00:00"),
    ...covering({ FRI: ["22:00-06:00"] }),
  });
  expect(told({ rotation }, berlin("2026-06-05", "2026-06-12"))).toEqual([
    "2026-06-05T22:00+02:00 2026-06-06T00:00+02:00 ann",
    "2026-06-06T00:00+02:00 2026-06-06T06:00+02:00 bob",
  ]);
});

test("that starts and ends at the same time lasts until the next day", () => {
  const rotation = exampleRotation({
    zone: BERLIN,
    from: "2026-06-01",
    team: "ann",
    ...weekly("MON 00:00"),
    ...covering({ TUE: ["11:00-11:00"] }),
  });
  expect(told({ rotation }, berlin("2026-06-01", "2026-06-08"))).toEqual([
    "2026-06-02T11:00+02:00 2026-06-03T11:00+02:00 ann",
  ]);
});

test("of the whole week restricts nothing", () => {
  const plain = { zone: BERLIN, from: "2026-01-01", team: "ann bob", ...daily("09:00") };
  const range = berlin("2026-03-01", "2026-11-01");
  for (const whole of [
    everyDay("11:00-11:00"),
    everyDay("00:00-00:00"),
    everyDay("08:00-20:00", "20:00-08:00"),
  ])
    expect(told({ rotation: exampleRotation({ ...plain, ...whole }) }, range)).toEqual(
      told({ rotation: exampleRotation(plain) }, range),
    );
});

test.each([
  ["no day", {}],
  ["days without hours", covering({ MON: [], TUE: [] })],
  [
    "names that are no days",
    { ShiftCoverages: JSON.parse('{"__proto__": [{}], "constructor": [{}], "FUNDAY": [{}]}') },
  ],
])("that names %s restricts nothing", (_, coverage) => {
  const plain = { zone: BERLIN, from: "2026-01-01", team: "ann bob", ...daily("09:00") };
  const range = berlin("2026-03-01", "2026-04-01");
  expect(told({ rotation: exampleRotation({ ...plain, ShiftCoverages: {}, ...coverage }) }, range)).toEqual(
    told({ rotation: exampleRotation(plain) }, range),
  );
});

test("without a start begins at midnight, without an end it ends there", () => {
  const rotation = exampleRotation({
    zone: BERLIN,
    from: "2026-06-01",
    team: "ann",
    ...weekly("MON 00:00"),
    ShiftCoverages: {
      MON: [{ End: { HourOfDay: 6, MinuteOfHour: 0 } }],
      WED: [{ Start: { HourOfDay: 18, MinuteOfHour: 0 } }],
      SAT: [{}],
    },
  });
  expect(told({ rotation }, berlin("2026-06-01", "2026-06-08"))).toEqual([
    "2026-06-01T00:00+02:00 2026-06-01T06:00+02:00 ann",
    "2026-06-03T18:00+02:00 2026-06-04T00:00+02:00 ann",
    "2026-06-06T00:00+02:00 2026-06-07T00:00+02:00 ann",
  ]);
});

test("windows that touch or overlap are one, also across Sunday night", () => {
  const rotation = exampleRotation({
    zone: BERLIN,
    from: "2026-06-01",
    team: "ann",
    ...monthly("01 00:00"),
    ...covering({ SUN: ["20:00-00:00", "19:00-21:00"], MON: ["00:00-06:00", "05:00-07:00"] }),
  });
  expect(told({ rotation }, berlin("2026-06-07", "2026-06-10"))).toEqual([
    "2026-06-07T19:00+02:00 2026-06-08T07:00+02:00 ann",
  ]);
});

test("in the repeated hour begins the first time and ends the last", () => {
  const sunday = berlin("2026-10-25", "2026-10-26");
  expect(told({ rotation: night("01:00-02:30") }, sunday)).toEqual([
    "2026-10-25T01:00+02:00 2026-10-25T02:30+01:00 ann",
  ]);
  expect(told({ rotation: night("02:30-04:00") }, sunday)).toEqual([
    "2026-10-25T02:30+02:00 2026-10-25T04:00+01:00 ann",
  ]);
});

test("windows that overlap only because the clocks go back are one", () => {
  const rotation = night("01:00-02:15", "02:45-04:00");
  expect(told({ rotation }, berlin("2026-10-25", "2026-10-26"))).toEqual([
    "2026-10-25T01:00+02:00 2026-10-25T04:00+01:00 ann",
  ]);
  expect(told({ rotation }, berlin("2026-10-18", "2026-10-19"))).toHaveLength(2);
});

test("windows that touch only because the clocks go forward are one, seen from either", () => {
  const rotation = night("01:00-02:15", "02:45-04:00");
  const one = ["2026-03-29T01:00+01:00 2026-03-29T04:00+02:00 ann"];
  expect(told({ rotation }, berlin("2026-03-29T00:00", "2026-03-29T01:30"))).toEqual(one);
  expect(told({ rotation }, berlin("2026-03-29T03:30", "2026-03-29T05:00"))).toEqual(one);
});

test("that does not take place cuts nothing: an override over it is one shift, seen from either side", () => {
  const rotation = night("02:15-02:45");
  const overrides = [exampleOverride("1", BERLIN, ["2026-03-29T01:00", "2026-03-29T05:00", "bob"])];
  const one = ["2026-03-29T01:00+01:00 2026-03-29T05:00+02:00 bob (1 for )"];
  expect(told({ rotation, overrides }, berlin("2026-03-29T01:00", "2026-03-29T01:30"))).toEqual(one);
  expect(told({ rotation, overrides }, berlin("2026-03-29T04:30", "2026-03-29T05:00"))).toEqual(one);
});

test("that lies within a gap does not take place, and one that ends there is short", () => {
  const sunday = berlin("2026-03-29", "2026-03-30");
  expect(told({ rotation: night("02:15-02:45") }, sunday)).toEqual([]);
  expect(told({ rotation: night("01:00-02:30") }, sunday)).toEqual([
    "2026-03-29T01:00+01:00 2026-03-29T03:00+02:00 ann",
  ]);
});

test("passes the turn at night and at weekends too: the calendar alone says whose day it is", () => {
  const rotation = exampleRotation({
    zone: "UTC",
    from: "2026-06-05T09:00",
    team: "ann bob cid",
    ...daily("09:00"),
    ...weekdays("09:00-17:00"),
  });
  expect(told({ rotation }, rangeIn("UTC", "2026-06-05", "2026-06-09"))).toEqual([
    "2026-06-05T09:00+00:00 2026-06-05T17:00+00:00 ann",
    "2026-06-08T09:00+00:00 2026-06-08T17:00+00:00 ann",
  ]);
});
