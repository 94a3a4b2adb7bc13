// What time it is, and being woken at a time: the system's clock, and one that stands still until it is moved.

/** Stops an alarm; does nothing when it has already rung. */
export type Cancel = () => void;

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls `ring` once when `now()` has reached `at` (epoch milliseconds), never before, and never before returning. */
  alarm(at: number, ring: () => void): Cancel;
}

export interface ManualClock extends Clock {
  /** Moves on by `ms`, ringing what comes due on the way in order of time, each at its own time. */
  advance(ms: number): void;
  /** Moves on to `to`, epoch milliseconds; an earlier time changes nothing. */
  advanceTo(to: number): void;
}

/** The longest wait that `setTimeout` takes. */
const longest = 2 ** 31 - 1;

export const systemClock = (): Clock => ({
  now: () => Date.now(),
  alarm(at, ring) {
    let timeout: NodeJS.Timeout;
    const wait = (): void => {
      timeout = setTimeout(woken, Math.min(Math.max(at - Date.now(), 0), longest));
    };
    // A timeout may come a moment early, and the wall clock may have been set back.
    const woken = (): void => (Date.now() >= at ? ring() : wait());
    wait();
    return () => clearTimeout(timeout);
  },
});

interface Alarm {
  readonly at: number;
  readonly ring: () => void;
}

/** @param start epoch milliseconds */
export const manualClock = (start: number): ManualClock => {
  let now = start;
  const alarms = new Set<Alarm>();
  const next = (until: number): Alarm | undefined => {
    let first: Alarm | undefined;
    for (const alarm of alarms)
      if (alarm.at <= until && (first === undefined || alarm.at < first.at)) first = alarm;
    return first;
  };
  const advanceTo = (to: number): void => {
    for (let alarm = next(to); alarm !== undefined; alarm = next(to)) {
      now = Math.max(now, alarm.at);
      alarms.delete(alarm);
      alarm.ring();
    }
    now = Math.max(now, to);
  };
  return {
    now: () => now,
    alarm(at, ring) {
      const alarm = { at, ring };
      alarms.add(alarm);
      if (at <= now) setImmediate(() => alarms.delete(alarm) && ring());
      return () => void alarms.delete(alarm);
    },
    advance: (ms) => advanceTo(now + ms),
    advanceTo,
  };
};
