// When a page that could not be sent is tried again.

const second = 1000;
const minute = 60 * second;

/** From the first attempt on. After it the page is given up; the escalation has long gone on to others. */
export const patience = 24 * 60 * minute;

interface Failed {
  /** Its number, from 1. */
  readonly attempt: number;
  /** Epoch milliseconds, as all times here. */
  readonly firstTried: number;
  /** Milliseconds; 0 leaves it to Tocsin. */
  readonly retryEvery: number;
}

/** @returns undefined when the page is given up */
export function nextAttempt({ attempt, firstTried, retryEvery }: Failed, now: number): number | undefined {
  const next = now + (retryEvery > 0 ? retryEvery : backOff(attempt));
  return next - firstTried > patience ? undefined : next;
}

/** 15 seconds after the first failure, then twice as long each time, at most 15 minutes. */
const backOff = (attempt: number): number =>
  Math.min(15 * second * 2 ** Math.min(attempt - 1, 10), 15 * minute);
