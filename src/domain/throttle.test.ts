// Throttling: what a key may do in a burst and over time, and that strangers cannot fill the memory.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createThrottle, take } from "./throttle.ts";

const rate = { perSecond: 10, burst: 20 };

test("a key may make its burst at once, and is then told to wait", () => {
  const throttle = createThrottle(rate);
  for (let n = 0; n < 20; n++) expect(throttle("a", 0)).toBeUndefined();
  expect(throttle("a", 0)).toBe(1);
});

test("a refused key may go on after the time it was told, even if it kept trying", () => {
  const slow = createThrottle({ perSecond: 0.25, burst: 1 });
  expect(slow("a", 0)).toBeUndefined();
  expect(slow("a", 0)).toBe(4);
  expect(slow("a", 1500)).toBe(3);
  expect(slow("a", 4000)).toBeUndefined();
});

test("keys do not take from one another", () => {
  const throttle = createThrottle({ perSecond: 1, burst: 1 });
  expect(throttle("a", 0)).toBeUndefined();
  expect(throttle("b", 0)).toBeUndefined();
  expect(throttle("a", 0)).toBe(1);
});

test("no more than burst plus rate times time are let through, and at least the burst before any is refused", () => {
  const steps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(steps, (pauses) => {
      let bucket: ReturnType<typeof take>["bucket"] | undefined;
      let now = 0;
      let passed = 0;
      let refused = 0;
      for (const pause of pauses) {
        now += pause;
        const taken = take(bucket, now, rate);
        bucket = taken.bucket;
        if (taken.wait === 0) passed++;
        else refused++;
      }
      const most = rate.burst + (now / 1000) * rate.perSecond;
      expect(passed).toBeLessThanOrEqual(most);
      if (refused > 0) expect(passed).toBeGreaterThanOrEqual(rate.burst);
    }),
  );
});

test("a clock that goes back neither fills nor empties a bucket", () => {
  const throttle = createThrottle({ perSecond: 1, burst: 2 });
  expect(throttle("a", 10_000)).toBeUndefined();
  expect(throttle("a", 0)).toBeUndefined();
  expect(throttle("a", 0)).toBe(1);
});

test("idle keys are forgotten, and so are the longest idle beyond the limit", () => {
  const throttle = createThrottle({ perSecond: 0.001, burst: 1 }, 3);
  for (const key of ["a", "b", "c"]) throttle(key, 0);
  expect(throttle("a", 1)).toBeGreaterThan(0);
  throttle("d", 2);
  expect(throttle("b", 3), "b was longest idle").toBeUndefined();
  expect(throttle("a", 4), "a was used in between").toBeGreaterThan(0);
});
