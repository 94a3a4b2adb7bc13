// When a notice that did not arrive is tried again, and when it is given up, so that those behind it can go on.
import type { Carried } from "./destination.ts";

/** Tries of one notice: with these pauses they take about an hour. */
export const mostTries = 18;
const longestPause = 300_000;
/** A far side that asks for more patience than this gets no more. In seconds. */
const longestWish = 3600;

type Failed = Extract<Carried, { outcome: "failed" }>;

/**
 * @param failures those of this notice, this one included
 * @returns milliseconds until the next try; undefined when it is given up
 */
export function pauseBefore(
  failures: number,
  { permanent, retryAfterSeconds = 0 }: Failed,
): number | undefined {
  if (permanent === true || failures >= mostTries) return undefined;
  const own = Math.min(1000 * 2 ** (failures - 1), longestPause);
  return Math.max(own, Math.min(retryAfterSeconds, longestWish) * 1000);
}
