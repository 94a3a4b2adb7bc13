// How long to wait before another try: longer each time, and never the same for all.

/** Milliseconds. */
export interface BackOff {
  readonly first: number;
  readonly longest: number;
}

/** One second at first, five minutes at most: twenty tries take more than an hour. */
export const usualBackOff: BackOff = { first: 1_000, longest: 300_000 };

/**
 * Twice as long after each failure; between half of it and all of it, by chance.
 * @param failures at least 1
 * @param random from 0 to below 1
 * @returns milliseconds
 */
export const pauseAfter = (failures: number, random: number, { first, longest }: BackOff): number => {
  const whole = Math.min(first * 2 ** (failures - 1), longest);
  return Math.ceil(whole * (0.5 + random / 2));
};
