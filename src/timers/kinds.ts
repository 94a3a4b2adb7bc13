// What a runner is told about a kind of timer.
import type { BackOff } from "./back-off.ts";
import type { Handler } from "./timers.ts";

export interface KindOfTimer {
  readonly run: Handler;
  /** Tries before it is dead; 20 when not said. A try that ends with its process counts, so that it cannot go on for ever. */
  readonly attempts?: number;
  /** Milliseconds after which one try has failed; a minute when not said. */
  readonly timeLimit?: number;
  readonly backOff?: BackOff;
}

/** By name, such as `advance-engagement`. */
export type Kinds = Readonly<Record<string, KindOfTimer>>;

/** How one try ended, for metrics and tests. */
export interface Ran {
  readonly kind: string;
  /** Milliseconds from when it was due to when it began. */
  readonly lateness: number;
  /** `lost`: set anew, cancelled or taken by another runner meanwhile. `returned`: to be tried again as if it had not begun. */
  readonly outcome: "finished" | "failed" | "dead" | "lost" | "returned";
}
