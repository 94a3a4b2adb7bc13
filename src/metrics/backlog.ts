// What waits, read from the database when somebody looks.
import { Gauge, type Registry } from "prom-client";
import { type Backlog, mostCounted } from "../storage/backlog.ts";

/** @returns sets the gauges to a backlog; undefined while the database does not answer */
export function backlogMetrics(register: Registry): (backlog: Backlog | undefined) => void {
  const up = new Gauge({
    name: "tocsin_database_up",
    help: "1 when the database answered this scrape.",
    registers: [register],
  });
  const timers = new Gauge({
    name: "tocsin_timers",
    help: `Timers by state, at most ${mostCounted} of each. due: should have run by now; dead: given up, for a person to see.`,
    labelNames: ["state"],
    registers: [register],
  });
  const notices = new Gauge({
    name: "tocsin_notices_waiting",
    help: `Notices to chats, topics, webhooks and PagerDuty that have not arrived yet, at most ${mostCounted}.`,
    registers: [register],
  });
  return (backlog) => {
    up.set(backlog === undefined ? 0 : 1);
    timers.reset();
    notices.reset();
    // An old number would look like a fresh one.
    if (backlog === undefined) return notices.set(Number.NaN);
    timers.set({ state: "waiting" }, backlog.waiting);
    timers.set({ state: "due" }, backlog.due);
    timers.set({ state: "dead" }, backlog.dead);
    notices.set(backlog.notices);
  };
}
