// Which clock the program goes by: the system's, or one that is moved by hand and remembers where it stood.
import { manualClock, systemClock, type Clock } from "./clock.ts";
import type { Storage } from "./storage/storage.ts";
import { advanceTo, rememberedTime, rememberTime } from "./timers/manual-time.ts";
import type { TimerRunner } from "./timers/runner.ts";
import type { MovableTime } from "./web/clock.ts";

export interface Time {
  readonly clock: Clock;
  /** Undefined where the clock goes by itself. */
  readonly movedBy: (runner: TimerRunner) => MovableTime | undefined;
}

/** A manual clock starts at the present, and after a restart where it stood. */
export async function openTime(kind: "system" | "manual", storage: Storage): Promise<Time> {
  if (kind === "system") return { clock: systemClock(), movedBy: () => undefined };
  const start = (await rememberedTime(storage)) ?? Date.now();
  await storage.write((tx) => rememberTime(tx, start));
  const clock = manualClock(start);
  return {
    clock,
    movedBy: (runner) => ({
      now: () => clock.now(),
      advanceTo: (to) => advanceTo({ clock, storage, runner }, to),
    }),
  };
}
