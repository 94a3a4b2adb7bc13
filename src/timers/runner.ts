// Runs timers: finds those that are due, claims them under a lease, and never more at once than it may.
import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Cancel, Clock } from "../clock.ts";
import type { Storage } from "../storage/storage.ts";
import {
  claimTimers,
  firstDue,
  firstLeaseEnd,
  releaseAllTimers,
  type Takeable,
  type TimerRow,
  timersTopic,
} from "../storage/timers.ts";
import { Turns } from "../storage/turns.ts";
import type { KindOfTimer, Kinds, Ran } from "./kinds.ts";
import { renewLeasesOf } from "./renew-leases.ts";
import { Run, Stopped } from "./run.ts";
import { LeaseLost } from "./timers.ts";

export interface RunnerOptions {
  readonly storage: Storage;
  /** Says what is due. */
  readonly clock: Clock;
  /** Time as it really passes, for polls, leases and time limits. */
  readonly wall: Clock;
  readonly log: Logger;
  readonly kinds: Kinds;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Timers that run at once, at most. */
  readonly concurrency?: number;
  /** Milliseconds until another node takes over the timers of one that was killed. */
  readonly lease?: number;
  readonly observe?: (ran: Ran) => void;
}

/** Milliseconds between looks at the table: what other nodes have set or left behind is found no later. */
const poll = 1_000;

/** While it is `driven`, timers run only as {@link TimerRunner.drive} says. */
type Mode = "new" | "free" | "driven" | "stopped";

/** Runs timers one at a time, for a clock that is moved by hand. */
export interface Driver {
  /** When the first timer is due that is due by `until`; waits for those that another process is running. */
  nextDue(until: number): Promise<number | undefined>;
  /** Runs the first timer that is due now, if there is one, to its end. */
  runNext(): Promise<void>;
}

export class TimerRunner implements AsyncDisposable {
  readonly #options: RunnerOptions;
  readonly #kinds: ReadonlyMap<string, KindOfTimer>;
  readonly #holder = randomUUID();
  readonly #lease: number;
  readonly #concurrency: number;
  readonly #running = new Set<Run>();
  readonly #drives = new Turns();
  readonly #recurring = new DisposableStack();
  #mode: Mode = "new";
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #alarm: { readonly at: number; readonly cancel: Cancel } | undefined;
  #unreachable = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#kinds = new Map(Object.entries(options.kinds));
    this.#lease = options.lease ?? 5_000;
    this.#concurrency = options.concurrency ?? 16;
  }

  async start(): Promise<void> {
    const { storage } = this.#options;
    // One process at a time has the folder, so whoever held leases is gone.
    if (storage.engine === "sqlite") await storage.write(releaseAllTimers);
    this.#mode = "free";
    this.#recurring.defer(storage.listen(timersTopic, (due) => this.#expect(Number(due))));
    this.#every(poll, () => this.#look());
    const leases = { ...this.#options, holder: this.#holder, lease: this.#lease };
    this.#every(this.#lease / 3, () => void renewLeasesOf([...this.#running], leases));
    this.#look();
  }

  /** Resolves when nothing that is due is left to do, and nothing is running. */
  async idle(): Promise<void> {
    while (this.#looking !== undefined || this.#running.size > 0)
      await Promise.all([this.#looking, ...this.#endings()]);
  }

  /** Ends what runs by itself, lets the body decide what runs and when, and goes on after it. One body at a time. */
  drive<T>(body: (driver: Driver) => Promise<T>): Promise<T> {
    return this.#drives.take(async () => {
      if (this.#mode !== "free") throw new Error("the timers are not running");
      this.#mode = "driven";
      try {
        await this.idle();
        return await body({ nextDue: (until) => this.#nextDue(until), runNext: () => this.#runNext() });
      } finally {
        if (this.#mode === "driven") this.#mode = "free";
        this.#look();
      }
    });
  }

  /** Starts nothing more, waits for what runs, and gives back what is not done after `grace` milliseconds. */
  async stop(grace = 10_000): Promise<void> {
    this.#mode = "stopped";
    this.#alarm?.cancel();
    await this.#looking;
    const { wall } = this.#options;
    const giveUp = (): void => {
      for (const run of this.#running) run.abort(new Stopped());
    };
    const cancel = wall.alarm(wall.now() + grace, giveUp);
    await Promise.all(this.#endings());
    cancel();
    this.#recurring.dispose();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** There is, or will be, something to do at `due`. */
  #expect(due: number): void {
    const { clock } = this.#options;
    if (due <= clock.now()) return this.#look();
    if (this.#mode === "stopped" || (this.#alarm !== undefined && this.#alarm.at <= due)) return;
    this.#alarm?.cancel();
    const rung = (): void => {
      this.#alarm = undefined;
      this.#look();
    };
    this.#alarm = { at: due, cancel: clock.alarm(due, rung) };
  }

  #look(): void {
    if (this.#mode !== "free" || this.#kinds.size === 0) return;
    this.#lookAgain = true;
    this.#looking ??= this.#lookWhileAsked().finally(() => {
      this.#looking = undefined;
    });
  }

  async #lookWhileAsked(): Promise<void> {
    const { log } = this.#options;
    try {
      while (this.#lookAgain && this.#isFree()) {
        this.#lookAgain = false;
        await this.#startWhatIsDue();
      }
      if (this.#unreachable) log.info("timers run again");
      this.#unreachable = false;
    } catch (err) {
      if (!this.#unreachable) log.error({ err }, "timers cannot run");
      this.#unreachable = true;
    }
  }

  async #startWhatIsDue(): Promise<void> {
    const { storage, clock } = this.#options;
    while (this.#isFree()) {
      const room = this.#concurrency - this.#running.size;
      // Whichever run ends first looks again.
      if (room === 0) return;
      const due = await firstDue(storage, this.#takeable());
      if (due === undefined) return;
      if (due > clock.now()) return this.#expect(due);
      if (!this.#isFree()) return;
      const claimed = await this.#claim(room);
      // Another node was quicker; the next poll shows what it left.
      if (claimed.length === 0) return;
      for (const row of claimed) this.#begin(row);
    }
  }

  /** It may have been stopped or taken over while something was awaited. */
  #isFree(): boolean {
    return this.#mode === "free";
  }

  #takeable(): Takeable {
    return { kinds: [...this.#kinds.keys()], wallNow: this.#options.wall.now() };
  }

  #claim(limit: number): Promise<TimerRow[]> {
    const { storage, clock, wall } = this.#options;
    return storage.write((tx) =>
      claimTimers(tx, {
        ...this.#takeable(),
        now: clock.now(),
        holder: this.#holder,
        leaseUntil: wall.now() + this.#lease,
        limit,
      }),
    );
  }

  #begin(row: TimerRow): Run | undefined {
    const kind = this.#kinds.get(row.kind);
    if (kind === undefined) return undefined;
    // Its lease ran out while this process was standing still.
    for (const old of this.#running) if (old.row.id === row.id) old.abort(new LeaseLost(row));
    const run = new Run(row, kind, { ...this.#options, holder: this.#holder, lease: this.#lease });
    this.#running.add(run);
    void this.#end(run);
    return run;
  }

  async #end(run: Run): Promise<void> {
    const ran = await run.ended;
    this.#running.delete(run);
    this.#options.observe?.(ran);
    this.#look();
  }

  async #nextDue(until: number): Promise<number | undefined> {
    const { storage, wall } = this.#options;
    for (;;) {
      const due = await firstDue(storage, this.#takeable());
      if (due !== undefined && due <= until) return due;
      const leaseEnd = await firstLeaseEnd(storage, this.#takeable(), until);
      if (leaseEnd === undefined) return undefined;
      await new Promise<void>((rung) => wall.alarm(Math.min(leaseEnd, wall.now() + poll), rung));
    }
  }

  async #runNext(): Promise<void> {
    if (this.#mode !== "driven") throw new Error("the timers have stopped");
    const [row] = await this.#claim(1);
    if (row !== undefined) await this.#begin(row)?.ended;
  }

  #endings(): Promise<Ran>[] {
    return [...this.#running].map((run) => run.ended);
  }

  #every(period: number, then: () => void): void {
    const { wall } = this.#options;
    let cancel: Cancel;
    const again = (): void => {
      cancel = wall.alarm(wall.now() + period, again);
      then();
    };
    cancel = wall.alarm(wall.now() + period, again);
    this.#recurring.defer(() => cancel());
  }
}
