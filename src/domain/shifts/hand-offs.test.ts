import { describe, expect, test } from "vitest";
import { MINUTE } from "./calendar.ts";
import { daily, exampleRotation, instantIn, monthly, rangeIn, told, weekly } from "./example-rotations.ts";
import { onCallAt, shifts } from "./shifts.ts";

const BERLIN = "Europe/Berlin";
const berlin = (start: string, end: string) => rangeIn(BERLIN, start, end);

const nightly = (zone: string, from: string, ...times: string[]) =>
  exampleRotation({ zone, from, team: "ann bob cid", ...daily(...times) });

describe("hand-offs", () => {
  test("a weekly rotation passes the turn at its wall time, through the change of the clocks", () => {
    const rotation = exampleRotation({
      zone: BERLIN,
      from: "2026-03-16T09:00",
      team: "ann bob cid",
      ...weekly("MON 09:00"),
    });
    expect(told({ rotation }, berlin("2026-03-16", "2026-04-10"))).toEqual([
      "2026-03-16T09:00+01:00 2026-03-23T09:00+01:00 ann",
      "2026-03-23T09:00+01:00 2026-03-30T09:00+02:00 bob",
      "2026-03-30T09:00+02:00 2026-04-06T09:00+02:00 cid",
      "2026-04-06T09:00+02:00 2026-04-13T09:00+02:00 ann",
    ]);
  });

  test("a daily shift has 23 hours in spring and 25 in autumn", () => {
    const rotation = exampleRotation({
      zone: BERLIN,
      from: "2026-01-01T09:00",
      team: "ann bob",
      ...daily("09:00"),
    });
    const hoursOn = (date: string) =>
      [...shifts({ rotation, overrides: [] }, berlin(`${date}T08:00`, `${date}T08:01`))].map(
        (it) => (it.end - it.start) / (60 * MINUTE),
      );
    expect(hoursOn("2026-03-29")).toEqual([23]);
    expect(hoursOn("2026-10-25")).toEqual([25]);
    expect(hoursOn("2026-10-26")).toEqual([24]);
  });

  test("several weekly hand-offs take turns", () => {
    const rotation = exampleRotation({
      zone: BERLIN,
      from: "2026-06-03T04:25",
      team: "ann bob cid",
      ...weekly("FRI 15:57", "WED 04:25"),
    });
    expect(told({ rotation }, berlin("2026-06-03T04:25", "2026-06-12"))).toEqual([
      "2026-06-03T04:25+02:00 2026-06-05T15:57+02:00 ann",
      "2026-06-05T15:57+02:00 2026-06-10T04:25+02:00 bob",
      "2026-06-10T04:25+02:00 2026-06-12T15:57+02:00 cid",
    ]);
  });

  test("the multiplier skips whole weeks, all of their hand-offs with them", () => {
    const rotation = exampleRotation({
      zone: BERLIN,
      from: "2026-06-03T04:25",
      team: "ann bob cid",
      ...weekly("WED 04:25", "FRI 15:57"),
      RecurrenceMultiplier: 2,
    });
    expect(told({ rotation }, berlin("2026-06-03T04:25", "2026-06-30"))).toEqual([
      "2026-06-03T04:25+02:00 2026-06-05T15:57+02:00 ann",
      "2026-06-05T15:57+02:00 2026-06-17T04:25+02:00 bob",
      "2026-06-17T04:25+02:00 2026-06-19T15:57+02:00 cid",
      "2026-06-19T15:57+02:00 2026-07-01T04:25+02:00 ann",
    ]);
  });

  test.each([
    ["days", daily("09:00"), "2026-01-01T09:00", "2026-01-04T09:00"],
    ["weeks", weekly("THU 09:00"), "2026-01-01T09:00", "2026-01-22T09:00"],
    ["months", monthly("01 09:00"), "2026-01-01T09:00", "2026-04-01T09:00"],
  ])("a multiplier of three makes a shift of three %s", (_, recurrence, from, until) => {
    const rotation = exampleRotation({
      zone: "UTC",
      from,
      team: "ann bob",
      ...recurrence,
      RecurrenceMultiplier: 3,
    });
    expect(told({ rotation }, rangeIn("UTC", from, until))).toEqual([`${from}+00:00 ${until}+00:00 ann`]);
  });

  test("the same hand-off listed twice is one", () => {
    const once = exampleRotation({
      zone: BERLIN,
      from: "2026-01-01",
      team: "ann bob",
      ...daily("09:00", "18:00"),
    });
    const twice = exampleRotation({
      zone: BERLIN,
      from: "2026-01-01",
      team: "ann bob",
      ...daily("18:00", "09:00", "18:00"),
    });
    const range = berlin("2026-01-01", "2026-02-01");
    expect(told({ rotation: twice }, range)).toEqual(told({ rotation: once }, range));
  });
});

describe("the beginning", () => {
  test("nobody is on call before it", () => {
    const rotation = exampleRotation({
      zone: BERLIN,
      from: "2026-06-01T09:00",
      team: "ann bob",
      ...daily("09:00"),
    });
    const roster = { rotation, overrides: [] };
    expect(told(roster, berlin("2020-01-01", "2026-06-01T09:00"))).toEqual([]);
    expect(onCallAt(roster, instantIn(BERLIN, "2026-06-01T09:00") - 1)).toEqual([]);
    expect(onCallAt(roster, instantIn(BERLIN, "2026-06-01T09:00"))).toEqual(["ann"]);
  });

  test("between two hand-offs it gives the first member the rest of a shift", () => {
    const rotation = exampleRotation({
      zone: BERLIN,
      from: "2026-06-04T14:30",
      team: "ann bob",
      ...weekly("MON 09:00"),
    });
    expect(told({ rotation }, berlin("2026-06-01", "2026-06-09"))).toEqual([
      "2026-06-04T14:30+02:00 2026-06-08T09:00+02:00 ann",
      "2026-06-08T09:00+02:00 2026-06-15T09:00+02:00 bob",
    ]);
  });

  test("with a multiplier it counts from the last hand-off before it, so that no first shift is a scrap", () => {
    const rotation = exampleRotation({
      zone: BERLIN,
      from: "2026-06-08T08:00",
      team: "ann bob",
      ...weekly("MON 09:00"),
      RecurrenceMultiplier: 2,
    });
    expect(told({ rotation }, berlin("2026-06-01", "2026-06-16"))).toEqual([
      "2026-06-08T08:00+02:00 2026-06-15T09:00+02:00 ann",
      "2026-06-15T09:00+02:00 2026-06-29T09:00+02:00 bob",
    ]);
  });

  test("is the creation when no start is given", () => {
    const { startTime, ...rotation } = exampleRotation({
      zone: BERLIN,
      from: "2026-06-04T14:30",
      team: "ann bob",
      ...daily("09:00"),
    });
    expect(startTime).toBeDefined();
    expect(
      told(
        { rotation: { ...rotation, createTime: instantIn(BERLIN, "2026-07-01T12:00") } },
        berlin("2026-06-01", "2026-07-02"),
      ),
    ).toEqual(["2026-07-01T12:00+02:00 2026-07-02T09:00+02:00 ann"]);
  });

  test("may lie at any distance in the past", () => {
    const rotation = exampleRotation({
      zone: BERLIN,
      from: "-200000-01-01T09:00",
      team: "ann bob cid",
      ...daily("09:00"),
    });
    expect(told({ rotation }, berlin("2026-06-01T09:00", "2026-06-01T09:01"))).toHaveLength(1);
  });
});

describe("days that a month lacks", () => {
  test("day 31 is the last day of every month", () => {
    const rotation = exampleRotation({
      zone: BERLIN,
      from: "2028-01-31T09:00",
      team: "ann bob cid",
      ...monthly("31 09:00"),
    });
    expect(told({ rotation }, berlin("2028-01-31T09:00", "2028-05-01"))).toEqual([
      "2028-01-31T09:00+01:00 2028-02-29T09:00+01:00 ann",
      "2028-02-29T09:00+01:00 2028-03-31T09:00+02:00 bob",
      "2028-03-31T09:00+02:00 2028-04-30T09:00+02:00 cid",
      "2028-04-30T09:00+02:00 2028-05-31T09:00+02:00 ann",
    ]);
  });

  test("of two hand-offs that fall on one moment the earlier day's shift does not take place, and slots keep their people", () => {
    const rotation = exampleRotation({
      zone: "UTC",
      from: "2026-01-30",
      team: "ann bob",
      ...monthly("30 00:00", "31 00:00"),
    });
    expect(told({ rotation }, rangeIn("UTC", "2026-01-30", "2026-04-01"))).toEqual([
      "2026-01-30T00:00+00:00 2026-01-31T00:00+00:00 ann",
      "2026-01-31T00:00+00:00 2026-02-28T00:00+00:00 bob",
      "2026-02-28T00:00+00:00 2026-03-30T00:00+00:00 bob",
      "2026-03-30T00:00+00:00 2026-03-31T00:00+00:00 ann",
      "2026-03-31T00:00+00:00 2026-04-30T00:00+00:00 bob",
    ]);
  });

  test("the order of the days is kept where their times would turn it round", () => {
    const rotation = exampleRotation({
      zone: "UTC",
      from: "2026-01-15",
      team: "ann bob cid",
      ...monthly("15 00:00", "30 18:00", "31 09:00"),
    });
    expect(told({ rotation }, rangeIn("UTC", "2026-02-15", "2026-03-30"))).toEqual([
      "2026-02-15T00:00+00:00 2026-02-28T09:00+00:00 ann",
      "2026-02-28T09:00+00:00 2026-03-15T00:00+00:00 cid",
      "2026-03-15T00:00+00:00 2026-03-30T18:00+00:00 ann",
    ]);
  });
});

describe("hand-offs when the clocks change", () => {
  test("in the gap the turn passes when the gap ends", () => {
    const rotation = nightly(BERLIN, "2026-03-28T02:30", "02:30");
    expect(told({ rotation }, berlin("2026-03-28T02:30", "2026-03-30T02:30"))).toEqual([
      "2026-03-28T02:30+01:00 2026-03-29T03:00+02:00 ann",
      "2026-03-29T03:00+02:00 2026-03-30T02:30+02:00 bob",
    ]);
  });

  test("in the repeated hour it passes the first time", () => {
    const rotation = nightly("America/New_York", "2026-10-31T01:30", "01:30");
    expect(told({ rotation }, rangeIn("America/New_York", "2026-10-31T01:30", "2026-11-02T01:30"))).toEqual([
      "2026-10-31T01:30-04:00 2026-11-01T01:30-04:00 ann",
      "2026-11-01T01:30-04:00 2026-11-02T01:30-05:00 bob",
    ]);
  });

  test("two hand-offs in one gap leave the shift between them out", () => {
    const rotation = nightly(BERLIN, "2026-03-28T02:15", "02:15", "02:45");
    expect(told({ rotation }, berlin("2026-03-28T02:15", "2026-03-30T02:15"))).toEqual([
      "2026-03-28T02:15+01:00 2026-03-28T02:45+01:00 ann",
      "2026-03-28T02:45+01:00 2026-03-29T03:00+02:00 bob",
      "2026-03-29T03:00+02:00 2026-03-30T02:15+02:00 ann",
    ]);
  });

  test("Lord Howe's clocks change by half an hour", () => {
    const rotation = nightly("Australia/Lord_Howe", "2026-10-03T02:15", "02:15");
    expect(told({ rotation }, rangeIn("Australia/Lord_Howe", "2026-10-03T02:15", "2026-10-05"))).toEqual([
      "2026-10-03T02:15+10:30 2026-10-04T02:30+11:00 ann",
      "2026-10-04T02:30+11:00 2026-10-05T02:15+11:00 bob",
    ]);
  });

  test("Troll's clocks change by two hours", () => {
    const rotation = nightly("Antarctica/Troll", "2026-10-24T01:30", "01:30");
    const range = rangeIn("Antarctica/Troll", "2026-10-24T01:30", "2026-10-26T01:30");
    expect(told({ rotation }, range)).toEqual([
      "2026-10-24T01:30+02:00 2026-10-25T01:30+02:00 ann",
      "2026-10-25T01:30+02:00 2026-10-26T01:30+00:00 bob",
    ]);
  });

  test("Casablanca's clocks go back for Ramadan and forward after it", () => {
    const rotation = exampleRotation({
      zone: "Africa/Casablanca",
      from: "2026-02-09T02:30",
      team: "ann bob",
      ...weekly("SUN 02:30"),
    });
    expect(told({ rotation }, rangeIn("Africa/Casablanca", "2026-02-15T02:30", "2026-02-16"))).toEqual([
      "2026-02-15T02:30+01:00 2026-02-22T02:30+00:00 bob",
    ]);
    expect(told({ rotation }, rangeIn("Africa/Casablanca", "2026-03-22T03:00", "2026-03-23"))).toEqual([
      "2026-03-22T03:00+01:00 2026-03-29T02:30+01:00 ann",
    ]);
  });

  test("St. John's clocks went back over midnight: the day begins, and the turn passes, once", () => {
    const zone = "America/St_Johns";
    const rotation = nightly(zone, "2010-11-06T00:00", "00:00");
    expect(told({ rotation }, rangeIn(zone, "2010-11-06T00:00", "2010-11-08T00:00"))).toEqual([
      "2010-11-06T00:00-02:30 2010-11-07T00:00-02:30 ann",
      "2010-11-07T00:00-02:30 2010-11-08T00:00-03:30 bob",
    ]);
    const again = Date.parse("2010-11-06T23:30:00-03:30");
    expect(onCallAt({ rotation, overrides: [] }, again)).toEqual(["bob"]);
  });

  test("a day that Apia never had hands off when the next begins", () => {
    const rotation = nightly("Pacific/Apia", "2011-12-28T09:00", "09:00");
    expect(told({ rotation }, rangeIn("Pacific/Apia", "2011-12-28T09:00", "2012-01-01"))).toEqual([
      "2011-12-28T09:00-10:00 2011-12-29T09:00-10:00 ann",
      "2011-12-29T09:00-10:00 2011-12-31T00:00+14:00 bob",
      "2011-12-31T00:00+14:00 2011-12-31T09:00+14:00 cid",
      "2011-12-31T09:00+14:00 2012-01-01T09:00+14:00 ann",
    ]);
  });

  test("Kathmandu is fifteen minutes off and never changes", () => {
    const rotation = nightly("Asia/Kathmandu", "2026-03-28T09:00", "09:00");
    const [first] = shifts(
      { rotation, overrides: [] },
      rangeIn("Asia/Kathmandu", "2026-03-28T09:00", "2026-03-29"),
    );
    expect(first).toMatchObject({
      start: Date.parse("2026-03-28T03:15Z"),
      end: Date.parse("2026-03-29T03:15Z"),
    });
  });
});
