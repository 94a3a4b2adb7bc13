import { expect, it } from "vitest";
import { newest, timeOf, timeOfNumber } from "./time.ts";

const nine = Date.UTC(2026, 10, 23, 9);

it.each([
  ["2026-11-23T09:00:00Z", nine],
  ["2026-11-23T10:00:00+01:00", nine],
  ["2026-11-23T09:00:00.000+0000", nine],
  ["2026-11-23T09:00:00.123456789Z", nine + 123],
  ["2026-11-23 09:00:00Z", nine],
])("%s is a time", (text, time) => expect(timeOf(text)).toBe(time));

it.each(["0001-01-01T00:00:00Z", "", "yesterday", "2026-13-45T99:00:00Z", "2026-11-23T09:00:00", "2026"])(
  "%j is none",
  (text) => expect(timeOf(text)).toBeUndefined(),
);

it("numbers are seconds or milliseconds", () => {
  expect(timeOfNumber(nine)).toBe(nine);
  expect(timeOfNumber(nine / 1000)).toBe(nine);
  for (const none of [0, -1, Number.NaN, 1e300]) expect(timeOfNumber(none)).toBeUndefined();
});

it("the newest is found among those that are known", () => {
  expect(newest([1, undefined, 3, 2])).toBe(3);
  expect(newest([undefined])).toBeUndefined();
});
