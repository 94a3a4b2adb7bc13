import { describe, expect, test } from "vitest";
import { DAY, DAYS_OF_WEEK } from "./calendar.ts";
import {
  covering,
  daily,
  exampleRotation,
  instantIn,
  rangeIn,
  shownIn,
  told,
  weekly,
} from "./example-rotations.ts";
import { gaps, nextHandOff, onCallAt, shifts } from "./shifts.ts";

const BERLIN = "Europe/Berlin";
const berlin = (start: string, end: string) => rangeIn(BERLIN, start, end);
const everyDay = (...windows: string[]) =>
  covering(Object.fromEntries(DAYS_OF_WEEK.map((day) => [day, windows])));

describe("asking", () => {
  const rotation = exampleRotation({
    zone: BERLIN,
    from: "2026-01-01T09:00",
    team: "ann bob cid",
    ...daily("09:00"),
  });
  const roster = { rotation, overrides: [] };

  test("a shift that only touches the range is whole; one that begins at its end is not in it", () => {
    expect(told(roster, berlin("2026-06-01T12:00", "2026-06-02T09:00"))).toEqual([
      "2026-06-01T09:00+02:00 2026-06-02T09:00+02:00 bob",
    ]);
  });

  test("an empty range, or one that ends before it starts, has no shifts", () => {
    expect(told(roster, berlin("2026-06-01", "2026-06-01"))).toEqual([]);
    expect(told(roster, berlin("2026-06-02", "2026-06-01"))).toEqual([]);
  });

  test("a page that goes on from the end of the last continues the list", () => {
    const range = berlin("2026-03-01", "2026-05-01");
    const all = [...shifts(roster, range)];
    const paged: unknown[] = [];
    for (let start = range.start; start < range.end;) {
      const page = shifts(roster, { ...range, start })
        .take(7)
        .toArray();
      paged.push(...page);
      start = page.at(-1)?.end ?? Infinity;
    }
    expect(paged).toEqual(all);
  });

  test("a page out of all of time costs no more than one out of a week", () => {
    const all = { start: -8.64e15, end: 8.64e15 };
    expect(shifts(roster, all).take(3).toArray()).toHaveLength(3);
    const late = { start: 8.64e15 - 10 * DAY, end: Infinity };
    expect(shifts(roster, late).take(3).toArray()).toHaveLength(3);
  });

  test("who is on call changes at the very moment of the hand-off", () => {
    const handOff = instantIn(BERLIN, "2026-06-02T09:00");
    expect([onCallAt(roster, handOff - 1), onCallAt(roster, handOff)]).toEqual([["bob"], ["cid"]]);
  });

  test("an unknown zone is refused, not guessed", () => {
    expect(() => onCallAt({ rotation: { ...rotation, timeZoneId: "PST" }, overrides: [] }, 0)).toThrow(
      RangeError,
    );
  });

  test("times that no clock shows are an error, not an endless walk", () => {
    const impossible = { ...rotation, recurrence: { ...rotation.recurrence, ...daily("-99:00") } };
    const walk = () => [
      ...shifts({ rotation: impossible, overrides: [] }, berlin("2026-06-01", "2027-06-01")),
    ];
    expect(walk).toThrow(RangeError);
  });

  test("a rotation without hand-offs stays with its first", () => {
    const still = exampleRotation({ zone: BERLIN, from: "2026-01-01", team: "ann bob" });
    expect(onCallAt({ rotation: still, overrides: [] }, instantIn(BERLIN, "2050-01-01"))).toEqual(["ann"]);
    expect(nextHandOff(still, instantIn(BERLIN, "2050-01-01"))).toBeUndefined();
  });
});

describe("the next hand-off", () => {
  const rotation = exampleRotation({
    zone: BERLIN,
    from: "2026-03-28T09:00",
    team: "ann bob cid",
    ...daily("09:00"),
  });
  const after = (text: string) => {
    const next = nextHandOff(rotation, instantIn(BERLIN, text));
    return next && [shownIn(BERLIN, next.at), ...next.contactIds].join(" ");
  };

  test("comes strictly after the moment asked for", () => {
    expect(after("2026-03-28T12:00")).toBe("2026-03-29T09:00+02:00 bob");
    expect(after("2026-03-29T09:00")).toBe("2026-03-30T09:00+02:00 cid");
  });

  test("is the beginning for a rotation that has not begun", () => {
    expect(after("2025-01-01")).toBe("2026-03-28T09:00+01:00 ann");
  });
});

describe("gaps", () => {
  const day = exampleRotation({
    zone: BERLIN,
    from: "2026-03-01",
    team: "ann bob",
    ...weekly("MON 08:00"),
    ...everyDay("08:00-20:00"),
  });
  const night = exampleRotation({
    zone: "America/New_York",
    from: "2026-03-01",
    team: "eve",
    ...weekly("MON 08:00"),
    ...everyDay("14:00-02:00"),
  });
  const rosters = [
    { rotation: day, overrides: [] },
    { rotation: night, overrides: [] },
  ];
  const shown = (found: Iterable<{ start: number; end: number }>) =>
    [...found].map(({ start, end }) => `${shownIn(BERLIN, start)} ${shownIn(BERLIN, end)}`);

  test("of one rotation are the hours that it does not cover, within the range", () => {
    expect(shown(gaps(rosters.slice(0, 1), berlin("2026-03-03T07:00", "2026-03-04T07:00")))).toEqual([
      "2026-03-03T07:00+01:00 2026-03-03T08:00+01:00",
      "2026-03-03T20:00+01:00 2026-03-04T07:00+01:00",
    ]);
  });

  test("of two rotations appear for the weeks in which one zone has changed its clocks and the other has not", () => {
    expect(shown(gaps(rosters, berlin("2026-03-03", "2026-03-07")))).toEqual([]);
    expect(shown(gaps(rosters, berlin("2026-03-10", "2026-03-12")))).toEqual([
      "2026-03-10T07:00+01:00 2026-03-10T08:00+01:00",
      "2026-03-11T07:00+01:00 2026-03-11T08:00+01:00",
    ]);
    expect(shown(gaps(rosters, berlin("2026-03-31", "2026-04-03")))).toEqual([]);
  });

  test("before the first rotation begins are one, to its first covered hour", () => {
    expect(shown(gaps(rosters.slice(0, 1), berlin("2026-02-01", "2026-03-01T12:00")))).toEqual([
      "2026-02-01T00:00+01:00 2026-03-01T08:00+01:00",
    ]);
  });

  test("of no rotation at all are the whole range", () => {
    expect([...gaps([], berlin("2026-03-01", "2026-04-01"))]).toEqual([berlin("2026-03-01", "2026-04-01")]);
  });

  test("are none where somebody is always on call", () => {
    const always = exampleRotation({ zone: BERLIN, from: "2026-01-01", team: "ann bob", ...daily("09:00") });
    expect([...gaps([{ rotation: always, overrides: [] }], berlin("2026-01-01", "2027-01-01"))]).toEqual([]);
  });
});
