import { expect, test } from "vitest";
import { nextAttempt, patience } from "./retry.ts";

const second = 1_000;
const minute = 60 * second;

test("without an interval the pauses double from 15 seconds to a quarter of an hour", () => {
  const pauses = Array.from({ length: 9 }, (_, index) =>
    nextAttempt({ attempt: index + 1, firstTried: 0, retryEvery: 0 }, 0),
  );
  expect(pauses.map((pause) => (pause ?? 0) / second)).toEqual([15, 30, 60, 120, 240, 480, 900, 900, 900]);
});

test("with an interval every pause is that long", () => {
  for (const attempt of [1, 2, 50])
    expect(nextAttempt({ attempt, firstTried: 0, retryEvery: 7 * minute }, minute)).toBe(8 * minute);
});

test("nothing is tried for longer than a day, however it is asked for", () => {
  for (const retryEvery of [0, minute, 60 * minute]) {
    let attempt = 1;
    let now: number | undefined = 0;
    while (now !== undefined && attempt < 10_000)
      now = nextAttempt({ attempt: attempt++, firstTried: 0, retryEvery }, now);
    expect(attempt).toBeLessThanOrEqual(patience / minute + 2);
  }
});
