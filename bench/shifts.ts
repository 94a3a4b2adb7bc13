// How long it takes to say who is on call: a year of a team of thirty, beside the straightforward way of asking Temporal for every day.
// Run: node bench/shifts.ts
import { covering, daily, exampleRotation, rangeIn } from "../src/domain/shifts/example-rotations.ts";
import type { Rotation, Span } from "../src/domain/shifts/rotation.ts";
import { onCallAt, shifts } from "../src/domain/shifts/shifts.ts";

const ZONE = "Europe/Berlin";

const team = Array.from({ length: 30 }, (_, index) => `member-${index + 1}`).join(" ");
const office = ["MON", "TUE", "WED", "THU", "FRI"].map((day) => [day, ["09:00-17:00"]]);
const always = exampleRotation({ zone: ZONE, from: "2026-01-01T09:00", team, ...daily("09:00") });
const weekdays = exampleRotation({
  zone: ZONE,
  from: "2026-01-01T09:00",
  team,
  ...daily("09:00"),
  ...covering(Object.fromEntries(office)),
});
const year = rangeIn(ZONE, "2026-01-01T09:00", "2027-01-01T09:00");
const century = rangeIn(ZONE, "2126-01-01T09:00", "2226-01-01T09:00");

/** From the anchor, a day at a time, with a zone lookup for each. It knows neither coverage nor overrides. */
const dayByDay = (rotation: Rotation, range: Span): Span[] => {
  const found: Span[] = [];
  const { timeZoneId, startTime = 0 } = rotation;
  const anchor = Temporal.Instant.fromEpochMilliseconds(startTime).toZonedDateTimeISO(timeZoneId);
  for (let days = 0, start = startTime; start < range.end; days += 1) {
    const end = anchor.add({ days: days + 1 }).epochMilliseconds;
    if (end > range.start) found.push({ start, end });
    start = end;
  }
  return found;
};

/** Milliseconds: the very first call of the process, then the median and the 99th percentile of the rounds. */
const measure = (name: string, run: () => unknown, rounds = 200): number => {
  const times = Array.from({ length: rounds }, () => {
    const before = performance.now();
    run();
    return performance.now() - before;
  });
  const sorted = times.slice(1).toSorted((a, b) => a - b);
  const [first = 0, p50 = 0, p99 = 0] = [
    times[0],
    sorted[Math.floor((rounds - 1) / 2)],
    sorted[Math.floor((rounds - 1) * 0.99)],
  ];
  const shown = [first, p50, p99].map((milliseconds) => milliseconds.toFixed(3).padStart(9));
  console.log(`${name.padEnd(52)}${shown.join("")}`);
  return p50;
};

const roster = { rotation: always, overrides: [] };
const shiftsOf = (rotation: Rotation, range: Span) => [...shifts({ rotation, overrides: [] }, range)];

if (shiftsOf(always, year).length !== 365 || dayByDay(always, year).length !== 365)
  throw new Error("the two ways disagree");

console.log(`${"milliseconds".padEnd(52)}${["first", "p50", "p99"].map((it) => it.padStart(9)).join("")}`);
const fast = measure("a year of 30 members, handing off daily", () => shiftsOf(always, year));
measure("the same on weekdays from 9 to 5", () => shiftsOf(weekdays, year));
const fastPage = measure("a page of 100 shifts, a hundred years on", () =>
  shifts(roster, century).take(100).toArray(),
);
measure("who is on call at a moment", () => onCallAt(roster, year.end - 1));
const slow = measure("day by day with Temporal: the year", () => dayByDay(always, year));
const page = { start: century.start, end: century.start + 100 * 24 * 3_600_000 };
const slowPage = measure("day by day with Temporal: the page", () => dayByDay(always, page), 10);
const times = (slower: number, faster: number): string => (slower / faster).toFixed(1);
console.log(
  `\nagainst day by day: ${times(slow, fast)} times as fast for the year, ${times(slowPage, fastPage)} for the page`,
);
