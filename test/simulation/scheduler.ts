// Virtual time, and one thing at a time: whatever waits is gone on with in an order that the seed draws.
import type { Random } from "./random.ts";

/** Something that waits: for its time, and then for its turn. */
export interface Waiting {
  /** Whose it is: it waits on while they stand still, and is gone when they die. */
  readonly of: Owner | undefined;
  /** Answers whether a task runs now, which then ends the turn itself. */
  readonly go: () => boolean;
}

export interface Owner {
  readonly isStill: () => boolean;
}

export interface Scheduler {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** @returns how to forget it, whether or not its time has come */
  readonly at: (time: number, waiting: Waiting) => () => void;
  /** The running task waits for another turn. */
  readonly park: (of: Owner) => Promise<void>;
  /** Ends the turn of the task that is running. */
  readonly endTurn: () => void;
  /** Forgets all that is waiting of an owner. */
  readonly forget: (of: Owner) => void;
  /** Until nothing is left that could happen. @returns false when it did not come to an end */
  readonly run: (mostTurns: number) => Promise<boolean>;
}

export function scheduler(draw: Random, start: number): Scheduler {
  let now = start;
  let ready: Waiting[] = [];
  let later: { readonly time: number; readonly waiting: Waiting }[] = [];
  let endTurn = (): void => undefined;

  const at = (time: number, waiting: Waiting): (() => void) => {
    if (time <= now) ready.push(waiting);
    else later.push({ time, waiting });
    return () => {
      const index = ready.indexOf(waiting);
      if (index >= 0) ready.splice(index, 1);
      else later = later.filter((entry) => entry.waiting !== waiting);
    };
  };

  /** One of those that can go on, by chance. */
  const next = (): Waiting | undefined => {
    const offset = draw.between(0, Math.max(ready.length - 1, 0));
    for (let step = 0; step < ready.length; step++) {
      const index = (offset + step) % ready.length;
      const waiting = ready[index];
      if (waiting === undefined || waiting.of?.isStill() === true) continue;
      const last = ready.pop();
      if (last !== undefined && index < ready.length) ready[index] = last;
      return waiting;
    }
    return undefined;
  };

  /** Moves time on to whatever comes next; false when nothing does. */
  const moveOn = (): boolean => {
    let soonest = Infinity;
    for (const { time } of later) if (time < soonest) soonest = time;
    if (soonest === Infinity) return false;
    now = soonest;
    const rest: typeof later = [];
    for (const entry of later)
      if (entry.time <= now) ready.push(entry.waiting);
      else rest.push(entry);
    later = rest;
    return true;
  };

  return {
    now: () => now,
    at,
    park: (of) =>
      new Promise((resolve) => {
        ready.push({
          of,
          go: () => {
            resolve();
            return true;
          },
        });
        endTurn();
      }),
    endTurn: () => endTurn(),
    forget: (of) => {
      ready = ready.filter((waiting) => waiting.of !== of);
      later = later.filter((entry) => entry.waiting.of !== of);
    },
    run: async (mostTurns) => {
      for (let turn = 0; turn < mostTurns;) {
        const waiting = next();
        if (waiting === undefined) {
          if (!moveOn()) return true;
          continue;
        }
        turn += 1;
        const ended = new Promise<void>((resolve) => {
          endTurn = resolve;
        });
        if (waiting.go()) await ended;
      }
      return false;
    },
  };
}
