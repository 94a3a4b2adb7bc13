// When a rotation hands off: the listed wall times of its days, weeks or months, numbered so that any of them is found by arithmetic.
import type { RecurrenceSettings } from "../../contract/contacts/recurrence.ts";
import {
  DAY,
  DAYS_OF_WEEK,
  dayAt,
  dayStart,
  lastNotAfter,
  monthAt,
  monthLength,
  monthStart,
  timeOfDay,
  weekAt,
  weekStart,
} from "./calendar.ts";
import type { TimeZone } from "./time-zone.ts";

/** The unit in which a rotation recurs, and the hand-offs listed for each such unit. */
interface Cycle {
  /** Hand-offs in one period, never 0. */
  readonly count: number;
  periodAt(wall: number): number;
  periodStart(period: number): number;
  /** From the start of the period, never decreasing; as many as `count`. */
  listed(period: number): readonly number[];
}

export interface HandOffs {
  /** The instant of a hand-off. Two numbers can share one: the shift between them has no length. */
  at(number: number): number;
  /** The number of the last hand-off at or before the instant. */
  lastAt(instant: number): number;
}

/**
 * The hand-offs of a rotation that begins at the instant, numbered so that 0 is the last one listed at or before it,
 * as if the shift that the instant falls into had begun there. Undefined when the recurrence lists none.
 */
export const handOffsFrom = (
  begins: number,
  recurrence: RecurrenceSettings,
  zone: TimeZone,
): HandOffs | undefined => {
  const cycle = cycleOf(recurrence);
  if (cycle === undefined) return undefined;
  const opening = everyNthPeriod(cycle, zone, { first: 0, multiplier: 1 }).lastAt(begins);
  const first = Math.floor(opening / cycle.count);
  const skipped = opening - first * cycle.count;
  const numbered = everyNthPeriod(cycle, zone, { first, multiplier: recurrence.RecurrenceMultiplier });
  return {
    at: (number) => numbered.at(number + skipped),
    lastAt: (instant) => numbered.lastAt(instant) - skipped,
  };
};

const everyNthPeriod = (
  cycle: Cycle,
  zone: TimeZone,
  { first, multiplier }: { first: number; multiplier: number },
): HandOffs => {
  const at = (number: number): number => {
    const round = Math.floor(number / cycle.count);
    const period = first + round * multiplier;
    const offset = cycle.listed(period)[number - round * cycle.count] ?? 0;
    return zone.firstMoment(cycle.periodStart(period) + offset);
  };
  const lastAt = (instant: number): number => {
    const round = Math.floor((cycle.periodAt(zone.wallAt(instant)) - first) / multiplier);
    // The clock may have shown a later time before it was set back, by less than two days.
    return lastNotAfter(instant, { low: (round - 1) * cycle.count, high: (round + 3) * cycle.count, at });
  };
  return { at, lastAt };
};

const cycleOf = (recurrence: RecurrenceSettings): Cycle | undefined => {
  const {
    DailySettings: daily = [],
    WeeklySettings: weekly = [],
    MonthlySettings: monthly = [],
  } = recurrence;
  if (monthly.length > 0) return monthlyCycle(monthly);
  if (weekly.length > 0) {
    const listed = inOrder(
      weekly.map((it) => DAYS_OF_WEEK.indexOf(it.DayOfWeek) * DAY + timeOfDay(it.HandOffTime)),
    );
    return { count: listed.length, periodAt: weekAt, periodStart: weekStart, listed: () => listed };
  }
  if (daily.length === 0) return undefined;
  const listed = inOrder(daily.map(timeOfDay));
  return { count: listed.length, periodAt: dayAt, periodStart: dayStart, listed: () => listed };
};

const monthlyCycle = (monthly: NonNullable<RecurrenceSettings["MonthlySettings"]>): Cycle => {
  const inLongMonth = inOrder(monthly.map((it) => (it.DayOfMonth - 1) * DAY + timeOfDay(it.HandOffTime)));
  const byLength = new Map([28, 29, 30, 31].map((days) => [days, inShorterMonth(inLongMonth, days)]));
  return {
    count: inLongMonth.length,
    periodAt: monthAt,
    periodStart: monthStart,
    listed: (month) => byLength.get(monthLength(month)) ?? inLongMonth,
  };
};

/**
 * Days that the month lacks become its last. Where that would put a later day's hand-off before an earlier day's,
 * the earlier one moves to the same moment: its shift does not take place this month.
 */
const inShorterMonth = (listed: readonly number[], days: number): readonly number[] => {
  let next = Infinity;
  return listed
    .toReversed()
    .map((offset) => {
      const excess = Math.max(0, Math.floor(offset / DAY) - (days - 1));
      next = Math.min(next, offset - excess * DAY);
      return next;
    })
    .toReversed();
};

const inOrder = (offsets: readonly number[]): readonly number[] =>
  [...new Set(offsets)].toSorted((a, b) => a - b);
