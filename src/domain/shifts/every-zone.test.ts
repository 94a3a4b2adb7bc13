// What must hold for every rotation, in every time zone, through ten years of changing clocks.
import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { DAY, MINUTE, timeOfDay } from "./calendar.ts";
import { randomOverrides, randomRecurrence, randomRotation } from "./random-rotations.ts";
import type { Rotation, Shift, Span } from "./rotation.ts";
import { gaps, onCallAt, type Roster, shifts } from "./shifts.ts";

// Seconds of work: a machine with much else to do needs longer.
vi.setConfig({ testTimeout: 120_000 });

const zones = Intl.supportedValuesOf("timeZone");
const decade: Span = { start: Date.UTC(2011, 0), end: Date.UTC(2021, 0) };

const oneYear: Span = { start: Date.UTC(2013, 5), end: Date.UTC(2014, 5) };

const minutesIn = ({ start, end }: Span): fc.Arbitrary<number> =>
  fc.integer({ min: start / MINUTE, max: end / MINUTE - 1 }).map((minute) => minute * MINUTE);
const begins = minutesIn({ start: Date.UTC(2009, 0), end: Date.UTC(2013, 0) });
const someDays = fc.nat(500).map((days) => days * DAY);

const randomRoster = (timeZoneId: string): fc.Arbitrary<Roster> =>
  fc.record({
    rotation: randomRotation({ timeZoneId, begins }),
    overrides: randomOverrides(minutesIn(decade), 400 * DAY),
  });

const rosterAndMoment = (zone: string) => fc.tuple(randomRoster(zone), minutesIn(decade));
const rosterAndRange = (zone: string) => fc.tuple(randomRoster(zone), minutesIn(decade), someDays, someDays);

/** No coverage, so that its shifts are its turns. */
const randomTurns = (timeZoneId: string): fc.Arbitrary<Rotation> =>
  randomRotation({ timeZoneId, begins, recurrence: randomRecurrence({ coverages: fc.constant(undefined) }) });

const inEveryZone = <T>(random: (zone: string) => fc.Arbitrary<T>, check: (it: T) => void): void => {
  for (const zone of zones) fc.assert(fc.property(random(zone), check), { numRuns: 1 });
};

const shiftsIn = (roster: Roster, range: Span): Shift[] => [...shifts(roster, range)];
const turnsIn = (rotation: Rotation): Shift[] => shiftsIn({ rotation, overrides: [] }, decade);

test("shifts are in order, do not overlap, and leave out exactly the gaps", () => {
  inEveryZone(randomRoster, (roster) => {
    const found = shiftsIn(roster, decade);
    expect(found.filter(({ start, end }) => start >= end)).toEqual([]);
    expect(found.filter(({ start }, index) => start < (found[index - 1]?.end ?? start))).toEqual([]);

    const staffed = found.filter(({ contactIds }) => contactIds.length > 0);
    const parts = [...staffed, ...gaps([roster], oneYear)].map((part) => lengthWithin(oneYear, part));
    expect(parts.reduce((sum, length) => sum + length, 0)).toBe(oneYear.end - oneYear.start);
  });
});

test("without coverage one shift begins where the last one ended", () => {
  inEveryZone(randomTurns, (rotation) => {
    const found = turnsIn(rotation);
    expect(found[0]?.start).toBeLessThanOrEqual(Math.max(decade.start, rotation.startTime ?? 0));
    expect(found.slice(1).map(({ start }) => start)).toEqual(found.slice(0, -1).map(({ end }) => end));
    expect(found.at(-1)?.end).toBeGreaterThanOrEqual(decade.end);
  });
});

test("every member's turn comes in order", () => {
  inEveryZone(randomTurns, (rotation) => {
    const single = { ...rotation, recurrence: withOneHandOff(rotation) };
    // Where a whole day was skipped, two daily hand-offs fall on one moment, and the turn between them is lost.
    const lostTurns = new Set(
      clockChanges(rotation.timeZoneId)
        .filter((it) => it.by >= DAY)
        .map((it) => it.at),
    );
    const found = turnsIn(single).map(({ start, contactIds: [name = ""] }) => ({
      place: rotation.contactIds.indexOf(name),
      lost: lostTurns.has(start),
    }));
    const outOfOrder = found.filter(({ place, lost }, index) => {
      const previous = found[index - 1];
      if (previous === undefined || lost) return false;
      return place !== (previous.place + 1) % rotation.contactIds.length;
    });
    expect(outOfOrder).toEqual([]);
  });
});

test("every hand-off is at its wall time, or at the end of the gap that swallowed it", () => {
  inEveryZone(randomTurns, (rotation) => {
    const times = new Set(handOffTimes(rotation));
    const changes = clockChanges(rotation.timeZoneId);
    const wrong = turnsIn(rotation).filter(({ start }) => {
      const change = changes.findLast(({ at }) => at <= start);
      const swallowed = change?.at === start && change.by > 0;
      return (
        !swallowed && !times.has(modulo(start + (change?.offset ?? 0), DAY)) && start !== rotation.startTime
      );
    });
    expect(wrong).toEqual([]);
  });
});

test("who is on call at a moment is who has the shift", () => {
  inEveryZone(rosterAndMoment, ([roster, instant]) => {
    const [shift] = shiftsIn(roster, { start: instant, end: instant + 1 });
    expect(onCallAt(roster, instant)).toEqual(shift?.contactIds ?? []);
    if (shift === undefined) return;
    expect(onCallAt(roster, shift.start)).toEqual(shift.contactIds);
    expect(onCallAt(roster, shift.end - 1)).toEqual(shift.contactIds);
  });
});

test("splitting a range changes nothing, and a shift is the same whatever range it was found through", () => {
  inEveryZone(rosterAndRange, ([roster, middle, before, after]) => {
    const whole = shiftsIn(roster, { start: middle - before, end: middle + after });
    const left = shiftsIn(roster, { start: middle - before, end: middle });
    const right = shiftsIn(roster, { start: middle, end: middle + after });
    const isShared = left.at(-1)?.start === right[0]?.start;
    expect([...(isShared ? left.slice(0, -1) : left), ...right]).toEqual(whole);

    for (const shift of [whole[0], whole.at(-1)].filter((it) => it !== undefined))
      expect(shiftsIn(roster, { start: shift.end - 1, end: shift.end })).toEqual([shift]);
  });
});

const lengthWithin = (range: Span, { start, end }: Span): number =>
  Math.max(0, Math.min(end, range.end) - Math.max(start, range.start));

const modulo = (value: number, by: number): number => ((value % by) + by) % by;

const withOneHandOff = ({ recurrence }: Rotation): Rotation["recurrence"] => ({
  ...recurrence,
  NumberOfOnCalls: 1,
  DailySettings: recurrence.DailySettings?.slice(0, 1),
  WeeklySettings: recurrence.WeeklySettings?.slice(0, 1),
  MonthlySettings: recurrence.MonthlySettings?.slice(0, 1),
});

const handOffTimes = ({ recurrence }: Rotation): number[] => {
  const { DailySettings = [], WeeklySettings = [], MonthlySettings = [] } = recurrence;
  return [...DailySettings, ...[...WeeklySettings, ...MonthlySettings].map((it) => it.HandOffTime)].map(
    timeOfDay,
  );
};

/** When the clocks of the zone were changed before the end of the decade, by how much, and their offset since; in milliseconds. */
const clockChanges = (zone: string): { at: number; by: number; offset: number }[] => {
  const start = Temporal.Instant.fromEpochMilliseconds(decade.start - 1000 * DAY).toZonedDateTimeISO(zone);
  const found = [{ at: -Infinity, by: 0, offset: start.offsetNanoseconds / 1e6 }];
  for (
    let next = start.getTimeZoneTransition("next");
    next !== null && next.epochMilliseconds < decade.end + 1000 * DAY;
  ) {
    const offset = next.offsetNanoseconds / 1e6;
    found.push({ at: next.epochMilliseconds, by: offset - (found.at(-1)?.offset ?? 0), offset });
    next = next.getTimeZoneTransition("next");
  }
  return found;
};
