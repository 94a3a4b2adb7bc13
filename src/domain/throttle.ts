// How many requests an access key may make: a token bucket per key, in this process alone.

export interface Rate {
  /** Requests per second, sustained. */
  readonly perSecond: number;
  /** Requests at once, after a pause. */
  readonly burst: number;
}

/** What is left in a key's bucket at a time. */
export interface Bucket {
  readonly tokens: number;
  /** Milliseconds, as `now`. */
  readonly at: number;
}

/**
 * Takes one request out of the bucket; a refused one takes nothing.
 *
 * @param bucket undefined for a key not seen before
 * @param now milliseconds of a clock that never goes back
 * @returns the bucket afterwards, and for how many milliseconds there is no token: 0 when the request may go on
 */
export function take(bucket: Bucket | undefined, now: number, rate: Rate): { bucket: Bucket; wait: number } {
  const filled = bucket === undefined ? rate.burst : filledTo(bucket, now, rate);
  if (filled >= 1) return { bucket: { tokens: filled - 1, at: now }, wait: 0 };
  return { bucket: { tokens: filled, at: now }, wait: ((1 - filled) / rate.perSecond) * 1000 };
}

const filledTo = ({ tokens, at }: Bucket, now: number, rate: Rate): number =>
  Math.min(rate.burst, tokens + (Math.max(0, now - at) / 1000) * rate.perSecond);

/**
 * Counts one request of the key. `now` is milliseconds of a clock that never goes back, such as `performance.now()`: the
 * program's own clock may stand still.
 *
 * @returns the whole seconds to wait before the next try, at least 1; undefined when the request may go on
 */
export type Throttle = (key: string, now: number) => number | undefined;

/** @param kept how many keys to remember; beyond it the one longest idle is forgotten, and so gets a full bucket */
export function createThrottle(rate: Rate, kept = 10_000): Throttle {
  // In order of last use, so that those whose buckets are full again stand first: they are as good as unknown.
  const buckets = new Map<string, Bucket>();
  const forgetIdle = (now: number): void => {
    for (const [key, bucket] of buckets) {
      if (buckets.size <= kept && filledTo(bucket, now, rate) < rate.burst) return;
      buckets.delete(key);
    }
  };
  return (key, now) => {
    const { bucket, wait } = take(buckets.get(key), now, rate);
    buckets.delete(key);
    buckets.set(key, bucket);
    forgetIdle(now);
    return wait === 0 ? undefined : Math.ceil(wait / 1000);
  };
}
