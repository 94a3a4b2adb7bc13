import { expect, test } from "vitest";
import { mostTries, pauseBefore } from "./retry.ts";

const failed = { outcome: "failed", said: "it answered 503" } as const;

test("pauses grow to five minutes, and end after about an hour", () => {
  const pauses = Array.from({ length: mostTries }, (_, index) => pauseBefore(index + 1, failed));
  expect(pauses.slice(0, 4)).toEqual([1000, 2000, 4000, 8000]);
  expect(pauses.at(-1)).toBeUndefined();
  expect(Math.max(...pauses.flatMap((it) => it ?? []))).toBe(300_000);
  const all = pauses.reduce<number>((sum, it) => sum + (it ?? 0), 0);
  expect(all).toBeGreaterThan(45 * 60_000);
  expect(all).toBeLessThan(75 * 60_000);
});

test("who asks for patience is believed, up to an hour", () => {
  expect(pauseBefore(1, { ...failed, retryAfterSeconds: 30 })).toBe(30_000);
  expect(pauseBefore(5, { ...failed, retryAfterSeconds: 1 })).toBe(16_000);
  expect(pauseBefore(1, { ...failed, retryAfterSeconds: 1e9 })).toBe(3_600_000);
});

test("what no other try can mend is given up at once", () => {
  expect(pauseBefore(1, { ...failed, permanent: true })).toBeUndefined();
});
