// What breaks and where: drawn at every await of the code under test, as often as a schedule allows.
import { type Random, random } from "./random.ts";

/**
 * - `turn`: before a task goes on; `statement`: at each call inside a transaction; `commit`: at its end, before anything
 *   is kept; `committed`: after it, before the caller hears of it; `send`: before the channel is called; `sent`: after
 */
export type Point = "turn" | "statement" | "commit" | "committed" | "send" | "sent";

/**
 * - `kill`: the process is gone, and every task with it
 * - `freeze`: the process stands still for longer than its leases last, or not quite, and then goes on
 * - `refuse`: the storage cannot be reached; after the commit the caller does not learn that it succeeded
 * - `rerun`: another transaction got in the way, and the body runs again
 */
export type Fault = "kill" | "freeze" | "refuse" | "rerun";

export interface Faults {
  at(point: Point): Fault | undefined;
}

const possible: Record<Point, readonly [Fault, ...Fault[]]> = {
  turn: ["kill", "freeze"],
  statement: ["kill", "refuse"],
  commit: ["kill", "refuse", "rerun"],
  committed: ["kill", "refuse"],
  send: ["kill"],
  sent: ["kill", "freeze"],
};

/** Two schedules of five without any; the others with at most six. */
export function drawnFaults(seed: number, without: ReadonlySet<string>): Faults {
  const draw: Random = random(seed, "faults");
  const rate = draw.oneOf([0, 0, 0.01, 0.03, 0.12]);
  let left = draw.between(1, 6);
  return {
    at(point) {
      if (rate === 0 || left === 0 || !draw.chance(rate)) return undefined;
      const fault = draw.oneOf(possible[point]);
      if (without.has(fault)) return undefined;
      left -= 1;
      return fault;
    },
  };
}

/** Exactly one fault: at the given await, counted from 0. */
export function oneFault(fault: Fault, at: number): Faults & { readonly passed: () => number } {
  let passed = 0;
  return {
    at: (point) => (passed++ === at && possible[point].includes(fault) ? fault : undefined),
    passed: () => passed,
  };
}
