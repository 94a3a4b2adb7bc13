// A heartbeat as the API shows it.
import type { ShownHeartbeat } from "../../contract/tocsin/heartbeat.ts";
import { type Heartbeat, statusOf } from "../../domain/alerts/heartbeat.ts";

/** @param now epoch milliseconds */
export const shownHeartbeat = (it: Heartbeat, now: number): ShownHeartbeat => ({
  name: it.name,
  responsePlanName: it.planName,
  periodSeconds: it.period / 1000,
  graceSeconds: it.grace / 1000,
  status: statusOf(it, now),
  lastPingTime: it.lastPing === undefined ? undefined : new Date(it.lastPing),
  deadline: it.deadline === undefined ? undefined : new Date(it.deadline),
  createdTime: new Date(it.created),
  pingPath: `/intake/heartbeat/${it.planName}?name=${it.name}`,
});
