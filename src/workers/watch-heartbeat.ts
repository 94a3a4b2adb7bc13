// Looks whether a heartbeat was missed, and tells the alerts what they have not heard of it.
import type { Clock } from "../clock.ts";
import type { Alert } from "../domain/alerts/alert.ts";
import { type Heartbeat, lookedAt, nextLook, untold } from "../domain/alerts/heartbeat.ts";
import { type HeartbeatKey, lockHeartbeat, saveHeartbeat } from "../storage/heartbeats.ts";
import type { Transaction } from "../storage/storage.ts";
import type { Ending, Handler } from "../timers/timers.ts";

export interface GivenForHeartbeats {
  readonly clock: Clock;
  /** Since when this process has listened: epoch milliseconds. */
  readonly started: number;
  /** In a transaction of its own. Hearing the same again changes nothing. */
  readonly take: (told: { readonly heartbeat: Heartbeat; readonly alert: Alert }) => Promise<unknown>;
}

/** A deadline that nobody looked at for so long passed while no process was up, or none had its database: no ping could be heard. */
const unattended = 60_000;

export const watchHeartbeat =
  ({ clock, started, take }: GivenForHeartbeats): Handler =>
  async ({ payload }, run) => {
    const key = payload as HeartbeatKey;
    const looking = { now: clock.now(), started };
    const { heartbeat, alert } = await run.checkpoint((tx) => look(tx, key, looking));
    if (heartbeat !== undefined && alert !== undefined) await take({ heartbeat, alert });
    const told = heartbeat && { ...heartbeat, told: alert?.status ?? heartbeat.told };
    // A ping that came meanwhile has set the timer anew: then this run changes nothing more, and the next one tells.
    await run.finish(
      async (tx) => {
        if (told !== undefined) await saveHeartbeat(tx, told);
      },
      endingOf(told, clock.now()),
    );
  };

interface Seen {
  readonly heartbeat?: Heartbeat;
  readonly alert?: Alert | undefined;
}

/** Writes what has changed, and that something is about to be told. */
async function look(
  tx: Transaction,
  key: HeartbeatKey,
  { now, started }: { readonly now: number; readonly started: number },
): Promise<Seen> {
  const heartbeat = await lockHeartbeat(tx, key);
  if (heartbeat === undefined) return {};
  const isLate = heartbeat.deadline !== undefined && now - heartbeat.deadline > unattended;
  const looked = lookedAt(heartbeat, { now, since: isLate ? now : started });
  const alert = untold(looked);
  const telling = alert === undefined ? looked : { ...looked, told: undefined };
  if (telling !== heartbeat) await saveHeartbeat(tx, telling);
  return { heartbeat: telling, alert };
}

function endingOf(heartbeat: Heartbeat | undefined, now: number): Ending {
  const again = heartbeat && nextLook(heartbeat, now);
  return again === undefined ? {} : { again };
}
