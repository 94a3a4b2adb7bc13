// Timers that have used up their tries: kept for a person to see, and to try once more.
import type { Reader, Transaction } from "../storage/storage.ts";
import { deadTimers, reviveTimer, type TimerRow, timersTopic } from "../storage/timers.ts";

export interface DeadTimer {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  /** When its last try was due, epoch milliseconds. */
  readonly due: number;
  readonly attempts: number;
  readonly lastError: string;
}

/** In order of due. @param after the last one of the page before */
export const listDead = async (
  reader: Reader,
  page: { readonly after?: Pick<DeadTimer, "due" | "id">; readonly limit: number },
): Promise<DeadTimer[]> => (await deadTimers(reader, page)).map(deadTimer);

const deadTimer = ({ id, kind, key, due, attempts, last_error }: TimerRow): DeadTimer => ({
  id,
  kind,
  key,
  due,
  attempts,
  lastError: last_error ?? "",
});

/** Gives it all its tries again, the first at `due`. @returns false when there is no such dead timer */
export const revive = async (tx: Transaction, id: string, due: number): Promise<boolean> => {
  const revived = await reviveTimer(tx, id, due);
  if (revived) tx.announce(timersTopic, due);
  return revived;
};
