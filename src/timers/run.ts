// One try of one timer: calls its handler, and leaves the timer in the state that follows from how that ended.
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import { StorageUnavailable, type Storage, type Transaction } from "../storage/storage.ts";
import {
  buryTimer,
  endTimer,
  failTimer,
  giveBackTimer,
  isHeld,
  keepTimer,
  releaseTimer,
  renewLeases,
  type TimerRow,
  timersTopic,
} from "../storage/timers.ts";
import { pauseAfter, usualBackOff } from "./back-off.ts";
import type { KindOfTimer, Ran } from "./kinds.ts";
import { LeaseLost, type Ending, type Timer, type TimerContext } from "./timers.ts";

export interface RunParts {
  readonly storage: Storage;
  readonly clock: Clock;
  /** Time as it really passes: for leases and time limits. */
  readonly wall: Clock;
  readonly log: Logger;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Who claimed the timer. */
  readonly holder: string;
  /** Milliseconds. */
  readonly lease: number;
}

/** Why a run was given up when its node stops. */
export class Stopped extends Error {
  override name = "Stopped";
}

export class Run {
  readonly row: TimerRow;
  /** Never rejects. */
  readonly ended: Promise<Ran>;
  readonly #parts: RunParts;
  readonly #kind: KindOfTimer;
  readonly #aborter = new AbortController();
  #finished = false;

  constructor(row: TimerRow, kind: KindOfTimer, parts: RunParts) {
    this.row = row;
    this.#kind = kind;
    this.#parts = parts;
    const lateness = parts.clock.now() - row.due;
    this.ended = this.#outcome().then((outcome) => ({ kind: row.kind, lateness, outcome }));
  }

  /** Gives the run up: what it would commit from now on is refused. */
  abort(reason: Error): void {
    this.#aborter.abort(reason);
  }

  async #outcome(): Promise<Ran["outcome"]> {
    const { attempts = 20 } = this.#kind;
    try {
      if (this.row.attempts > attempts) throw new Error("each try ended with its process");
      await this.#handle();
      return "finished";
    } catch (error) {
      if (this.#finished) return this.#finishedThenFailed(error);
      const after = this.#after(error, attempts);
      return await this.#leave(after).catch((err: unknown) => this.#leftToItsLease(err));
    }
  }

  async #handle(): Promise<void> {
    const { wall } = this.#parts;
    const { timeLimit = 60_000, run } = this.#kind;
    const overdue = (): void => this.abort(new Error(`it took longer than ${timeLimit} ms`));
    const cancel = wall.alarm(wall.now() + timeLimit, overdue);
    const handled = Promise.try(run, timerOf(this.row), this.#context());
    // What it does after it was given up concerns nobody.
    handled.catch(() => undefined);
    try {
      await Promise.race([handled, rejectedOnAbort(this.#aborter.signal)]);
    } finally {
      cancel();
    }
    if (!this.#finished) throw new Error("its handler returned without finishing it");
  }

  #context(): TimerContext {
    const { storage } = this.#parts;
    const { signal } = this.#aborter;
    return {
      signal,
      checkpoint: (body) =>
        storage.write(async (tx) => {
          await this.#renew(tx);
          return body(tx);
        }),
      finish: async (body, ending = {}) => {
        if (this.#finished) throw new Error(`the timer ${this.row.kind} ${this.row.key} was finished twice`);
        const value = await storage.write(async (tx) => {
          if (signal.aborted || !(await isHeld(tx, this.row))) throw new LeaseLost(this.row);
          const value = await body?.(tx);
          // Since the check, only the body itself can have changed the timer: it has the last word.
          if (!(await this.#end(tx, ending))) await releaseTimer(tx, this.row.id, this.#parts.holder);
          return value;
        });
        this.#finished = true;
        return value;
      },
    };
  }

  /** Written, not only read: a lease that has run out is another's, or this run's again. */
  async #renew(tx: Transaction): Promise<void> {
    const { holder, lease, wall } = this.#parts;
    const leaseUntil = wall.now() + lease;
    const [held] = await renewLeases(tx, { ids: [this.row.id], holder, leaseUntil });
    if (this.#aborter.signal.aborted || held?.fence !== this.row.fence) throw new LeaseLost(this.row);
  }

  #end(tx: Transaction, { again, payload }: Ending): Promise<boolean> {
    if (again === undefined) return endTimer(tx, this.row);
    tx.announce(timersTopic, again);
    const text = payload === undefined ? this.row.payload : JSON.stringify(payload);
    return keepTimer(tx, this.row, { due: again, payload: text });
  }

  /** What follows from a failure: what to write, and what to call it. */
  #after(error: unknown, attempts: number): After {
    const { clock, log, random } = this.#parts;
    const { row } = this;
    const { kind, key } = row;
    const pause = pauseAfter(row.attempts, random(), this.#kind.backOff ?? usualBackOff);
    const due = clock.now() + pause;
    if (error instanceof LeaseLost) return { outcome: "lost", write: async () => false };
    if (error instanceof Stopped)
      return { outcome: "returned", write: (tx) => giveBackTimer(tx, row, row.due) };
    if (error instanceof StorageUnavailable)
      return { outcome: "returned", write: (tx) => giveBackTimer(tx, row, due) };
    const text = String(error).replaceAll("\0", "").slice(0, 1_000);
    if (row.attempts >= attempts) {
      log.error({ err: error, kind, key, attempts: row.attempts }, "a timer is dead: all its tries failed");
      return { outcome: "dead", write: (tx) => buryTimer(tx, row, text) };
    }
    log.warn({ err: error, kind, key, attempt: row.attempts, pause }, "a timer failed and is tried again");
    return { outcome: "failed", write: (tx) => failTimer(tx, row, { due, error: text }) };
  }

  async #leave({ outcome, write }: After): Promise<Ran["outcome"]> {
    const { storage, clock, holder } = this.#parts;
    const held = await storage.write(async (tx) => {
      const held = await write(tx);
      if (!held) await releaseTimer(tx, this.row.id, holder);
      tx.announce(timersTopic, clock.now());
      return held;
    });
    return held ? outcome : "lost";
  }

  #finishedThenFailed(err: unknown): Ran["outcome"] {
    const { kind, key } = this.row;
    this.#parts.log.warn({ err, kind, key }, "a timer's handler failed after it had finished");
    return "finished";
  }

  #leftToItsLease(err: unknown): Ran["outcome"] {
    const { kind, key } = this.row;
    this.#parts.log.warn(
      { err, kind, key },
      "how a timer ended could not be written: its lease will run out",
    );
    return "lost";
  }
}

interface After {
  readonly outcome: Ran["outcome"];
  /** Answers whether the timer was still this run's. */
  readonly write: (tx: Transaction) => Promise<boolean>;
}

const timerOf = ({ id, kind, key, due, payload, attempts }: TimerRow): Timer => ({
  id,
  kind,
  key,
  due,
  payload: JSON.parse(payload) as unknown,
  attempt: attempts,
});

const rejectedOnAbort = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
