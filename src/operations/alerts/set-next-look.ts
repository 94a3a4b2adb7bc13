// When the alerts that maintenance windows cover are looked at again: once the first of these windows is over.
import { lookingAgain } from "../../domain/alerts/windows.ts";
import { nextSuppressionEnd } from "../../storage/alerts.ts";
import type { Transaction } from "../../storage/storage.ts";
import { setTimer } from "../../timers/set-timer.ts";

/** To be called by whoever suppresses an alert, or has looked at all of them. */
export async function setNextLook(tx: Transaction, account: string): Promise<void> {
  const due = await nextSuppressionEnd(tx, account);
  if (due !== undefined) await setTimer(tx, { kind: lookingAgain, key: account, due });
}
