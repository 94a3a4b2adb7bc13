// The hours of the week in which a rotation is on duty at all, and the moments at which they begin and end.
import type { CoverageTime, RecurrenceSettings } from "../../contract/contacts/recurrence.ts";
import { DAY, DAYS_OF_WEEK, lastNotAfter, timeOfDay, WEEK, weekAt, weekStart } from "./calendar.ts";
import type { Span } from "./rotation.ts";
import type { TimeZone } from "./time-zone.ts";

export interface Covered extends Span {
  readonly covered: boolean;
}

/** Answers with the covered or uncovered stretch around an instant (epoch milliseconds), whatever was asked before. */
export const coverageOf = (
  coverages: RecurrenceSettings["ShiftCoverages"],
  zone: TimeZone,
): ((instant: number) => Covered) => {
  const windows = weeklyWindows(coverages);
  if (windows === undefined) return () => ({ start: -Infinity, end: Infinity, covered: true });

  const count = windows.length;
  const edge = (which: "start" | "end", number: number): number => {
    const week = Math.floor(number / count);
    return weekStart(week) + (windows[number - week * count]?.[which] ?? 0);
  };
  const opens = (number: number): number => zone.firstMoment(edge("start", number));
  const closes = (number: number): number => zone.lastMoment(edge("end", number));
  /** A window whose hours the clock skips opens and closes in the same moment. */
  const skipped = (number: number): boolean => opens(number) === closes(number);

  return (instant) => {
    const week = weekAt(zone.wallAt(instant));
    let first = lastNotAfter(instant, { low: (week - 1) * count, high: (week + 2) * count, at: opens });
    let last = first;
    if (closes(first) <= instant) {
      while (skipped(first)) first -= 1;
      do last += 1;
      while (skipped(last));
      return { start: closes(first), end: opens(last), covered: false };
    }
    // Windows can touch, and when clocks go back even overlap, though on the wall there is time between them.
    while (closes(first - 1) >= opens(first)) first -= 1;
    while (opens(last + 1) <= closes(last)) last += 1;
    return { start: opens(first), end: closes(last), covered: true };
  };
};

/**
 * Disjoint windows on the wall in milliseconds from Monday 00:00, in order; the last may end in the next week.
 * Undefined when there is no window, or when they leave no minute out: then nothing is restricted.
 */
const weeklyWindows = (coverages: RecurrenceSettings["ShiftCoverages"]): readonly Span[] | undefined => {
  const given = DAYS_OF_WEEK.flatMap((day, index) => {
    const times = coverages !== undefined && Object.hasOwn(coverages, day) ? (coverages[day] ?? []) : [];
    return times.map((time) => windowOf(time, index * DAY));
  });
  // A week before and after as well: windows may join across the turn of the week.
  const unrolled = [-WEEK, 0, WEEK].flatMap((by) =>
    given.map(({ start, end }) => ({ start: start + by, end: end + by })),
  );
  const joined = join(unrolled);
  if (joined.length === 0 || joined.some(({ start, end }) => end - start >= WEEK)) return undefined;
  return joined.filter(({ start }) => start >= 0 && start < WEEK);
};

const windowOf = ({ Start, End }: CoverageTime, day: number): Span => {
  const start = day + (Start === undefined ? 0 : timeOfDay(Start));
  const end = day + (End === undefined ? 0 : timeOfDay(End));
  return { start, end: end > start ? end : end + DAY };
};

/** Spans that touch or overlap become one; the answer is in order. */
const join = (spans: readonly Span[]): readonly Span[] => {
  const joined: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const previous = joined.at(-1);
    if (previous === undefined || previous.end < span.start) joined.push(span);
    else joined[joined.length - 1] = { start: previous.start, end: Math.max(previous.end, span.end) };
  }
  return joined;
};
