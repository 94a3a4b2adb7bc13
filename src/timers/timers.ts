// What must happen later: a timer is set inside the transaction that needs it, and run by whichever node comes first.
import type { Transaction } from "../storage/storage.ts";

/** Named by kind and key: there is never more than one of the same name. */
export interface TimerToSet {
  /** Which handler runs it, such as `advance-engagement`. */
  readonly kind: string;
  /** What it is about, such as the engagement's ARN. */
  readonly key: string;
  /** Epoch milliseconds; it runs then or later, never before. */
  readonly due: number;
  /** Anything that JSON can carry. */
  readonly payload?: unknown;
}

/** A timer as its handler gets it. */
export interface Timer {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly due: number;
  readonly payload: unknown;
  /** 1 for the first try since it was set. */
  readonly attempt: number;
}

/** How a run ends well. `again` keeps the timer for another run, at epoch milliseconds. */
export interface Ending {
  readonly again?: number;
  readonly payload?: unknown;
}

export interface TimerContext {
  /** Aborted when the run has been given up: its lease is lost, its time limit is over, or the node stops. */
  readonly signal: AbortSignal;
  /**
   * Commits something on the way, such as that a message is about to be sent, as long as the timer is still this run's;
   * its lease begins anew.
   * @throws {LeaseLost} nothing was written
   */
  readonly checkpoint: <T>(body: (tx: Transaction) => Promise<T>) => Promise<T>;
  /**
   * Commits the run's effects and takes the timer away (or keeps it, see {@link Ending}) in one transaction. A body that
   * sets or cancels this same timer has the last word. To be called exactly once: a handler that returns without it has failed.
   * @throws {LeaseLost} nothing was written
   */
  readonly finish: <T>(body?: (tx: Transaction) => Promise<T>, ending?: Ending) => Promise<T | undefined>;
}

/** Failing (throwing) makes it run again after a growing pause, until its kind's attempts are used up. */
export type Handler = (timer: Timer, context: TimerContext) => Promise<void>;

/** The timer was set anew, cancelled, or taken by another runner since this run began. */
export class LeaseLost extends Error {
  constructor(timer: Pick<Timer, "kind" | "key">) {
    super(`the timer ${timer.kind} ${timer.key} is no longer this run's`);
    this.name = "LeaseLost";
  }
}
