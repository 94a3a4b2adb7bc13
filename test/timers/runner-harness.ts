// A runner of timers in a test: both its clocks are moved by hand, and what it ran is written down.
import { manualClock, type ManualClock } from "../../src/clock.ts";
import type { Storage } from "../../src/storage/storage.ts";
import type { Kinds, Ran } from "../../src/timers/kinds.ts";
import { TimerRunner, type RunnerOptions } from "../../src/timers/runner.ts";
import { setTimer } from "../../src/timers/set-timer.ts";
import type { Handler, TimerToSet } from "../../src/timers/timers.ts";
import { silent } from "../harness/engines.ts";

export const start = Date.UTC(2027, 0, 1);

export interface TestRunner extends AsyncDisposable {
  readonly runner: TimerRunner;
  readonly clock: ManualClock;
  readonly wall: ManualClock;
  readonly ran: Ran[];
}

export const startRunner = async (
  storage: Storage,
  kinds: Kinds,
  options: Partial<RunnerOptions> = {},
): Promise<TestRunner> => {
  const clock = manualClock(start);
  const wall = manualClock(start);
  const ran: Ran[] = [];
  const runner = new TimerRunner({
    storage,
    kinds,
    clock,
    wall,
    log: silent,
    random: () => 1,
    observe: (it) => ran.push(it),
    ...options,
  });
  await runner.start();
  return { runner, clock, wall, ran, [Symbol.asyncDispose]: () => runner.stop(0) };
};

export const set = (storage: Storage, timer: Partial<TimerToSet> = {}): Promise<void> =>
  storage.write((tx) => setTimer(tx, { kind: "ring", key: "a", due: start, ...timer }));

/** A handler that writes down which timers it got, and finishes them. */
export const noting = (): { readonly rung: string[]; readonly run: Handler } => {
  const rung: string[] = [];
  return {
    rung,
    run: async (timer, { finish }) => {
      rung.push(timer.key);
      await finish();
    },
  };
};

/** A handler that begins, and goes on when the test says so. */
export const waiting = (then: Handler) => {
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const run: Handler = async (timer, context) => {
    begun.resolve();
    await goOn.promise;
    await then(timer, context);
  };
  return { begun: begun.promise, goOn: goOn.resolve, run };
};
