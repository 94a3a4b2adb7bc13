import { expect, test } from "vitest";
import { pauseAfter, usualBackOff } from "./back-off.ts";

test("each failure doubles the pause, up to the longest", () => {
  const pauses = [1, 2, 3, 9, 10, 20].map((failures) => pauseAfter(failures, 1, usualBackOff));
  expect(pauses).toEqual([1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
});

test("chance takes up to half of it away, so that those who failed together do not come back together", () => {
  expect(pauseAfter(3, 0, usualBackOff)).toBe(2_000);
  expect(pauseAfter(3, 0.5, usualBackOff)).toBe(3_000);
});

test("however many failures, the pause stays a number", () => {
  expect(pauseAfter(5_000, 0.999, usualBackOff)).toBeLessThanOrEqual(usualBackOff.longest);
});
