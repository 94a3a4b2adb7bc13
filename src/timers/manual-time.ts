// Time that is moved by hand: everything that comes due on the way is done before the move is over, and no restart goes back.
import type { ManualClock } from "../clock.ts";
import { readMeta, writeMeta } from "../storage/meta.ts";
import type { Reader, Storage, Transaction } from "../storage/storage.ts";
import type { TimerRunner } from "./runner.ts";

const name = "manual-time";

/** Where the clock stood, epoch milliseconds; undefined before it was ever remembered. */
export const rememberedTime = async (reader: Reader): Promise<number | undefined> => {
  const value = await readMeta(reader, name);
  return value === undefined ? undefined : Number(value);
};

export const rememberTime = (tx: Transaction, time: number): Promise<void> =>
  writeMeta(tx, name, String(time));

interface ManualTime {
  readonly clock: ManualClock;
  readonly storage: Storage;
  readonly runner: TimerRunner;
}

/** A timer that sets itself anew for the same moment would keep the clock from ever moving. */
const mostRuns = 100_000;

/**
 * Moves the clock on, step by step: each timer runs at its own time, one after another in order of due, to its end; also those
 * that the others set. The same timers give the same story each time.
 * @param to epoch milliseconds
 */
export const advanceTo = (time: ManualTime, to: number): Promise<void> =>
  time.runner.drive(async (driver) => {
    let runs = 0;
    for (let due = await driver.nextDue(to); due !== undefined; due = await driver.nextDue(to)) {
      if (++runs > mostRuns) throw new Error(`more than ${mostRuns} timers came due by ${to}`);
      await moveTo(time, due);
      await driver.runNext();
    }
    await moveTo(time, to);
  });

/** Remembered first: whoever sees the new time sees it again after a crash. */
const moveTo = async ({ clock, storage }: ManualTime, to: number): Promise<void> => {
  if (to <= clock.now()) return;
  await storage.write((tx) => rememberTime(tx, to));
  clock.advanceTo(to);
};
