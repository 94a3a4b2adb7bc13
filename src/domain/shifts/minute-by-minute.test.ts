// The same answer found the slow way: looking at the clock every minute, with no arithmetic shared with what it checks.
import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type {
  CoverageTime,
  DayOfWeek,
  HandOffTime,
  RecurrenceSettings,
} from "../../contract/contacts/recurrence.ts";
import { randomOverrides, randomRecurrence, randomRotation } from "./random-rotations.ts";
import type { Override, Rotation, Shift } from "./rotation.ts";
import { gaps, shifts } from "./shifts.ts";

// Seconds of work: a machine with much else to do needs longer.
vi.setConfig({ testTimeout: 120_000 });

const MINUTE = 60_000;

const WATCHED = 66;

/** What the clock shows in each minute of 66 days. */
interface Clock {
  readonly begin: number;
  /** Wall times as milliseconds, so that they sort. */
  readonly walls: readonly number[];
  /** The first and the last minute that show a wall time. */
  readonly first: ReadonlyMap<number, number>;
  readonly last: ReadonlyMap<number, number>;
  readonly dates: readonly Temporal.PlainDate[];
}

const watch = (zone: string, from: string): Clock => {
  const begin = Temporal.PlainDate.from(from).toZonedDateTime(zone).epochMilliseconds;
  const walls = Array.from({ length: WATCHED * 1440 }, (_, minute) => {
    const instant = begin + minute * MINUTE;
    const shown = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
    return instant + shown.offsetNanoseconds / 1e6;
  });
  // A day more on each side: a window of the day before may reach in.
  const dates = Array.from({ length: WATCHED + 3 }, (_, day) =>
    Temporal.PlainDate.from(from).add({ days: day - 1 }),
  );
  const minutes = walls.map((wall, minute) => [wall, minute] as const);
  return { begin, walls, first: new Map(minutes.toReversed()), last: new Map(minutes), dates };
};

const wallOn = (date: Temporal.PlainDate, time: HandOffTime): number =>
  date.toZonedDateTime({ timeZone: "UTC", plainTime: { hour: time.HourOfDay, minute: time.MinuteOfHour } })
    .epochMilliseconds;

/** The first minute in which the clock shows the time or a later one. */
const firstMinute = ({ walls, first }: Clock, wall: number): number =>
  first.get(wall) ?? walls.findIndex((shown) => shown >= wall);
/** The last minute in which the clock shows the time, or the one after the last earlier one. */
const lastMinute = ({ walls, last }: Clock, wall: number): number =>
  last.get(wall) ?? walls.findLastIndex((shown) => shown <= wall) + 1;

const dayName = (date: Temporal.PlainDate): DayOfWeek =>
  (["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] as const)[date.dayOfWeek % 7] ?? "SUN";

const byTime = (a: HandOffTime, b: HandOffTime): number =>
  a.HourOfDay * 60 + a.MinuteOfHour - (b.HourOfDay * 60 + b.MinuteOfHour);

interface HandOff {
  readonly period: number;
  readonly minute: number;
}

/** Every hand-off listed on any of the dates, in the order of the days and times listed, as if the multiplier were one. */
const listedHandOffs = (clock: Clock, recurrence: RecurrenceSettings): HandOff[] => {
  const epoch = Temporal.PlainDate.from("1969-12-29");
  const found = new Map<string, HandOff>();
  const note = (period: number, date: Temporal.PlainDate, it: { as: string; time: HandOffTime }): void => {
    const name = `${period} ${it.as} ${it.time.HourOfDay}:${it.time.MinuteOfHour}`;
    if (!found.has(name)) found.set(name, { period, minute: firstMinute(clock, wallOn(date, it.time)) });
  };
  for (const date of clock.dates) {
    const dayNumber = epoch.until(date, { largestUnit: "days" }).days;
    for (const time of (recurrence.DailySettings ?? []).toSorted(byTime))
      note(dayNumber, date, { as: "day", time });
    for (const it of (recurrence.WeeklySettings ?? []).toSorted((a, b) =>
      byTime(a.HandOffTime, b.HandOffTime),
    ))
      if (dayName(date) === it.DayOfWeek)
        note(Math.floor(dayNumber / 7), date, { as: it.DayOfWeek, time: it.HandOffTime });
    for (const it of (recurrence.MonthlySettings ?? []).toSorted(
      (a, b) => a.DayOfMonth - b.DayOfMonth || byTime(a.HandOffTime, b.HandOffTime),
    ))
      if (Math.min(it.DayOfMonth, date.daysInMonth) === date.day)
        note(date.year * 12 + date.month, date, { as: String(it.DayOfMonth), time: it.HandOffTime });
  }
  return [...found.values()].filter(({ minute }) => minute >= 0);
};

/** For each minute the number of its turn; -1 before the rotation begins. */
const turnsByMinute = (clock: Clock, rotation: Rotation): Int32Array => {
  const begins = ((rotation.startTime ?? 0) - clock.begin) / MINUTE;
  const listed = listedHandOffs(clock, rotation.recurrence);
  const opening = listed.findLastIndex(({ minute }) => minute <= begins);
  const firstPeriod = listed[opening]?.period ?? Number.NaN;
  const handOffs = listed.filter(
    ({ period }, index) =>
      index >= opening && (period - firstPeriod) % rotation.recurrence.RecurrenceMultiplier === 0,
  );
  const turns = new Int32Array(clock.walls.length).fill(-1);
  for (const [turn, { minute }] of handOffs.entries()) turns.fill(turn, Math.max(minute, begins));
  return turns;
};

const coveredByMinute = (clock: Clock, coverages: RecurrenceSettings["ShiftCoverages"] = {}): boolean[] => {
  const windows = Object.values(coverages).flat();
  const covered = Array.from(clock.walls, () => windows.length === 0);
  const midnight = { HourOfDay: 0, MinuteOfHour: 0 };
  const cover = (date: Temporal.PlainDate, { Start = midnight, End = midnight }: CoverageTime): void => {
    const endDate = byTime(Start, End) < 0 ? date : date.add({ days: 1 });
    const from = firstMinute(clock, wallOn(date, Start));
    if (from >= 0) covered.fill(true, from, Math.max(from, lastMinute(clock, wallOn(endDate, End))));
  };
  for (const date of clock.dates)
    for (const window of coverages[dayName(date) ?? "MON"] ?? []) cover(date, window);
  return covered;
};

const overridesByMinute = (clock: Clock, overrides: readonly Override[]): (Override | undefined)[] => {
  const painted = Array.from({ length: clock.walls.length }, (): Override | undefined => undefined);
  const oldestFirst = overrides.toSorted((a, b) => a.createTime - b.createTime || (a.id < b.id ? -1 : 1));
  for (const override of oldestFirst) {
    const minuteOf = (instant: number): number => (instant - clock.begin) / MINUTE;
    painted.fill(override, minuteOf(override.startTime), minuteOf(override.endTime));
  }
  return painted;
};

const membersOf = ({ contactIds, recurrence }: Rotation, turn: number): string[] => {
  const everyTurn = Array.from({ length: recurrence.NumberOfOnCalls }, (_, place) => {
    const position = turn * Math.min(recurrence.NumberOfOnCalls, contactIds.length) + place;
    return contactIds[position % contactIds.length] ?? "";
  });
  return [...new Set(everyTurn)];
};

/** One shift for each run of minutes in which the turn, the coverage and the override stay the same. */
const slowShifts = (clock: Clock, rotation: Rotation, overrides: readonly Override[]): Shift[] => {
  const turns = turnsByMinute(clock, rotation);
  const covered = coveredByMinute(clock, rotation.recurrence.ShiftCoverages);
  const painted = overridesByMinute(clock, overrides);
  const stateAt = (minute: number) => ({
    turn: turns[minute] ?? -1,
    onDuty: (turns[minute] ?? -1) >= 0 && covered[minute] === true,
    override: painted[minute],
  });
  type State = ReturnType<typeof stateAt>;
  const isSame = (a: State, b: State): boolean =>
    a.onDuty === b.onDuty &&
    a.override === b.override &&
    (a.onDuty ? a.turn === b.turn : a.turn < 0 === b.turn < 0);

  const found: Shift[] = [];
  for (let first = 0, minute = 1; minute <= turns.length; minute += 1) {
    const { turn, onDuty, override } = stateAt(first);
    if (minute < turns.length && isSame(stateAt(first), stateAt(minute))) continue;
    const span = { start: clock.begin + first * MINUTE, end: clock.begin + minute * MINUTE };
    const contactIds = onDuty ? membersOf(rotation, turn) : [];
    if (override !== undefined)
      found.push({
        ...span,
        type: "OVERRIDDEN",
        contactIds: override.newContactIds,
        overriddenContactIds: contactIds,
        overrideId: override.id,
      });
    else if (contactIds.length > 0) found.push({ ...span, type: "REGULAR", contactIds });
    first = minute;
  }
  return found;
};

// Each has a change of the clocks around the 47th day, a little after the rotations begin.
const clocks: readonly [string, string][] = [
  ["Europe/Berlin", "2026-02-10"],
  ["Europe/Berlin", "2026-09-08"],
  ["America/New_York", "2026-09-15"],
  ["Australia/Lord_Howe", "2026-02-17"],
  ["Australia/Lord_Howe", "2026-08-18"],
  ["Pacific/Apia", "2011-11-13"],
  ["Africa/Casablanca", "2025-12-30"],
  ["Antarctica/Troll", "2026-09-08"],
];

describe("the fast calculation agrees with looking at the clock every minute", () => {
  test.each(clocks)("in %s from %s", (timeZoneId, from) => {
    const clock = watch(timeZoneId, from);
    const minuteBetween = (first: number, last: number) =>
      fc.integer({ min: first * 1440, max: last * 1440 }).map((minute) => clock.begin + minute * MINUTE);
    // What lies outside the days that were watched is unknown to the slow way, so the answer is compared within them.
    const range = { start: clock.begin + 32 * 1440 * MINUTE, end: clock.begin + 64 * 1440 * MINUTE };
    const recurrence = randomRecurrence({
      multiplier: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 4 })),
    });

    fc.assert(
      fc.property(
        randomRotation({ timeZoneId, begins: minuteBetween(33, 46), recurrence }),
        randomOverrides(minuteBetween(32, 60), 10 * 1440 * MINUTE),
        (rotation, overrides) => {
          const fast = [...shifts({ rotation, overrides }, range)];
          const slow = slowShifts(clock, rotation, overrides);
          const inRange = slow.filter((shift) => shift.end > range.start && shift.start < range.end);
          expect(withinDays(fast, clock)).toEqual(withinDays(inRange, clock));

          const nobody = [...gaps([{ rotation, overrides }], range)];
          const staffed = slow.filter((shift) => shift.contactIds.length > 0);
          expect(nobody).toEqual(between(staffed, range));
        },
      ),
      { numRuns: 20 },
    );
  });
});

const withinDays = (list: readonly Shift[], clock: Clock): Shift[] =>
  list.map((shift) =>
    Object.assign({}, shift, { end: Math.min(shift.end, clock.begin + WATCHED * 1440 * MINUTE) }),
  );

/** The parts of the range that none of the shifts takes. */
const between = (list: readonly Shift[], range: { start: number; end: number }) => {
  const edges = [range.start, ...list.flatMap(({ start, end }) => [start, end]), range.end];
  const clipped = edges.map((edge) => Math.min(Math.max(edge, range.start), range.end));
  return clipped.flatMap((start, index) => {
    const end = clipped[index + 1];
    return index % 2 === 0 && end !== undefined && start < end ? [{ start, end }] : [];
  });
};
