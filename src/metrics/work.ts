// What is done in the background: timers, messages to people, and alerts.
import { Counter, Histogram, type Registry } from "prom-client";
import type { OutboxEntry } from "../domain/messages/outbox-entry.ts";
import type { SettledAlert } from "../storage/alerts.ts";
import type { EndedNotice } from "../storage/event-queues.ts";
import type { Ran } from "../timers/kinds.ts";
import { bounded } from "./bounded.ts";

export interface WorkMetrics {
  readonly ran: (it: Ran) => void;
  readonly sent: (it: OutboxEntry) => void;
  readonly settled: (it: SettledAlert) => void;
  readonly noticed: (it: EndedNotice) => void;
}

export function workMetrics(register: Registry): WorkMetrics {
  const registers = [register];
  const lateness = new Histogram({
    name: "tocsin_timer_lateness_seconds",
    help: "From when a timer was due to when its run began.",
    labelNames: ["kind"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300],
    registers,
  });
  const runs = new Counter({
    name: "tocsin_timer_runs_total",
    help: "Runs of timers by how they ended. dead: given up after all tries.",
    labelNames: ["kind", "outcome"],
    registers,
  });
  const messages = new Counter({
    name: "tocsin_messages_total",
    help: "Messages to people by channel and outcome. kept: in the outbox alone, no provider is configured.",
    labelNames: ["type", "channel", "outcome"],
    registers,
  });
  const alerts = new Counter({
    name: "tocsin_alerts_total",
    help: "Alerts that came in, by their source and what became of them.",
    labelNames: ["source", "outcome"],
    registers,
  });
  const notices = new Counter({
    name: "tocsin_notices_total",
    help: "Notices to chats, topics, webhooks and PagerDuty, by kind of destination. given_up: after all tries.",
    labelNames: ["destination", "outcome"],
    registers,
  });
  const source = bounded(100);
  return {
    ran: ({ kind, lateness: milliseconds, outcome }) => {
      lateness.observe({ kind }, Math.max(0, milliseconds / 1000));
      runs.inc({ kind, outcome });
    },
    sent: ({ type, medium, outcome }) => messages.inc({ type, channel: medium, outcome }),
    settled: ({ source: from, outcome }) =>
      alerts.inc({ source: source(from), outcome: outcome.toLowerCase() }),
    noticed: ({ kind, outcome }) => notices.inc({ destination: kind, outcome }),
  };
}
