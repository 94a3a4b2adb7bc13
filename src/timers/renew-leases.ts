// Keeps the timers that are being run, and gives up the runs whose timer is no longer theirs.
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Storage } from "../storage/storage.ts";
import { renewLeases } from "../storage/timers.ts";
import type { Run } from "./run.ts";
import { LeaseLost } from "./timers.ts";

interface Leases {
  readonly storage: Storage;
  readonly wall: Clock;
  readonly log: Logger;
  readonly holder: string;
  /** Milliseconds. */
  readonly lease: number;
}

/** Never rejects: where the database is away, a lease that runs out is no harm but another try. */
export const renewLeasesOf = async (runs: readonly Run[], leases: Leases): Promise<void> => {
  const { storage, wall, log, holder, lease } = leases;
  if (runs.length === 0) return;
  try {
    const ids = runs.map(({ row }) => row.id);
    const leaseUntil = wall.now() + lease;
    const held = await storage.write((tx) => renewLeases(tx, { ids, holder, leaseUntil }));
    const fences = new Map(held.map(({ id, fence }) => [id, fence]));
    for (const run of runs) if (fences.get(run.row.id) !== run.row.fence) run.abort(new LeaseLost(run.row));
  } catch (err) {
    log.warn({ err }, "the leases of running timers could not be renewed");
  }
};
