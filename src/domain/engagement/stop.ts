// Ends engagements before their plans do: somebody stops one, or the incident is resolved.
import { engagementStopped } from "./happenings.ts";
import { type PagingPorts, advancing } from "./store.ts";

export interface Stop {
  readonly engagement: string;
  readonly why: "stopped" | "resolved";
  /** Given by whoever stopped it. */
  readonly reason?: string | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * From the commit on nobody is paged by this engagement, and no look at it that is under way can finish.
 * @returns false when there is no such engagement; true also when it had ended before
 */
export async function stop<Tx>({ store, timers }: PagingPorts<Tx>, tx: Tx, it: Stop): Promise<boolean> {
  const engagement = await store.engagement(tx, it.engagement);
  if (engagement === undefined) return false;
  if (engagement.ended !== undefined) return true;
  const progress = { ...engagement.progress, nextLook: undefined };
  await store.saveEngagement(tx, { ...engagement, progress, ended: { at: it.now, why: it.why } });
  await timers.cancel(tx, advancing, engagement.arn);
  if (it.why === "stopped")
    await store.tell(tx, engagement, { happenings: [engagementStopped(engagement, it.reason)], at: it.now });
  return true;
}

/** @param it.incident as it was given when the engagements were started */
export async function stopAllOf<Tx>(
  ports: PagingPorts<Tx>,
  tx: Tx,
  it: { readonly incident: string; readonly now: number },
): Promise<void> {
  for (const engagement of await ports.store.openEngagements(tx, it.incident))
    await stop(ports, tx, { engagement, why: "resolved", now: it.now });
}
