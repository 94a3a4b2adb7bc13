// Writes down a heartbeat together with the timer that looks at it next, so that neither is there without the other.
import { type Heartbeat, heartbeatArn, missing, nextLook } from "../../domain/alerts/heartbeat.ts";
import { saveHeartbeat } from "../../storage/heartbeats.ts";
import type { Transaction } from "../../storage/storage.ts";
import { cancelTimer, setTimer } from "../../timers/set-timer.ts";

/** @param now epoch milliseconds */
export async function keepHeartbeat(tx: Transaction, heartbeat: Heartbeat, now: number): Promise<void> {
  const { account, name } = heartbeat;
  await saveHeartbeat(tx, heartbeat);
  const due = nextLook(heartbeat, now);
  const key = heartbeatArn(account, name);
  if (due === undefined) await cancelTimer(tx, missing, key);
  else await setTimer(tx, { kind: missing, key, due, payload: { account, name } });
}
