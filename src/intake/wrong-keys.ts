// Keeps strangers from trying keys: an address that showed too many wrong ones waits before the next.
import { createThrottle } from "../domain/throttle.ts";

/** One a second, and thirty at once: a sender with an old key gets by, a search does not. */
const rate = { perSecond: 1, burst: 30 };
const keptAddresses = 10_000;

export interface WrongKeys {
  /** Whole seconds to wait before another unknown key of this address is looked at; undefined where it may be. */
  readonly wait: (address: string, now: number) => number | undefined;
  readonly noted: (address: string, now: number) => void;
}

/** Times are milliseconds of a clock that never goes back. */
export function countWrongKeys(): WrongKeys {
  const throttle = createThrottle(rate, keptAddresses);
  const until = new Map<string, number>();
  return {
    wait: (address, now) => {
      const end = until.get(address) ?? 0;
      return now < end ? Math.ceil((end - now) / 1000) : undefined;
    },
    noted: (address, now) => {
      const seconds = throttle(address, now);
      if (seconds === undefined) return;
      until.delete(address);
      until.set(address, now + seconds * 1000);
      const [oldest] = until.keys();
      if (until.size > keptAddresses && oldest !== undefined) until.delete(oldest);
    },
  };
}
