// Sets and cancels timers, inside the caller's transaction: what must happen later is as sure as what has happened.
import type { Transaction } from "../storage/storage.ts";
import { putTimer, removeTimer, timersTopic } from "../storage/timers.ts";
import type { TimerToSet } from "./timers.ts";

/** Sets the timer, or replaces the one of the same name: a run of that which is under way can no longer finish. */
export const setTimer = async (tx: Transaction, { kind, key, due, payload }: TimerToSet): Promise<void> => {
  await putTimer(tx, { kind, key, due, payload: JSON.stringify(payload ?? null) });
  tx.announce(timersTopic, due);
};

/** Takes the timer away, if it is there: a run of it that is under way can no longer finish. */
export const cancelTimer = async (tx: Transaction, kind: string, key: string): Promise<void> => {
  await removeTimer(tx, kind, key);
};
