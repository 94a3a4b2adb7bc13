// Everything that is counted, in a registry of its own: hears of what has been committed, and writes it down for Prometheus.
import { Gauge, Registry, collectDefaultMetrics } from "prom-client";
import type { Incident } from "../domain/incident/incident.ts";
import type { LoggedEvent } from "../domain/notices/logged-event.ts";
import type { OutboxEntry } from "../domain/messages/outbox-entry.ts";
import { alertSettled, type SettledAlert } from "../storage/alerts.ts";
import { readBacklog } from "../storage/backlog.ts";
import { noticeEnded, type EndedNotice } from "../storage/event-queues.ts";
import { eventsTopic } from "../storage/events.ts";
import { findIncident, incidentAdded } from "../storage/incidents.ts";
import { addedToOutbox } from "../storage/outbox.ts";
import type { Storage } from "../storage/storage.ts";
import { firstEventOfType } from "../storage/timeline-events.ts";
import type { Ran } from "../timers/kinds.ts";
import type { Answered } from "../wire/options.ts";
import { backlogMetrics } from "./backlog.ts";
import { incidentMetrics } from "./incidents.ts";
import { requestMetrics } from "./requests.ts";
import { workMetrics } from "./work.ts";

interface Behind {
  readonly storage: Storage;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly version: string;
  readonly log: { readonly warn: (facts: object, text: string) => void };
}

export class Metrics implements AsyncDisposable {
  /** Of one request that was answered. */
  readonly answered: (it: Answered) => void;
  /** Of one run of a timer. */
  readonly ran: (it: Ran) => void;
  readonly #register = new Registry();
  readonly #listening = new DisposableStack();
  readonly #lookingUp = new Set<Promise<void>>();
  readonly #readBacklog: () => Promise<void>;

  constructor({ storage, now, version, log }: Behind) {
    const register = this.#register;
    collectDefaultMetrics({ register });
    new Gauge({
      name: "tocsin_build_info",
      help: "Always 1; the label says which version runs.",
      labelNames: ["version"],
      registers: [register],
    }).set({ version }, 1);
    this.answered = requestMetrics(register);
    const work = workMetrics(register);
    this.ran = work.ran;
    const incidents = incidentMetrics(register, {
      incident: (arn) => findIncident(storage, arn),
      firstOfType: async (arn, type) => (await firstEventOfType(storage, arn, type))?.id,
    });
    const backlog = backlogMetrics(register);
    this.#readBacklog = async () =>
      backlog(
        await readBacklog(storage, now()).catch((err: unknown) => {
          log.warn({ err }, "what waits could not be counted");
          return undefined;
        }),
      );
    const hear = <T>(topic: string, heard: (detail: T) => void): void => {
      this.#listening.defer(storage.listen(topic, (detail) => heard(detail as T)));
    };
    hear<Incident>(incidentAdded, incidents.opened);
    hear<OutboxEntry>(addedToOutbox, work.sent);
    hear<SettledAlert>(alertSettled, work.settled);
    hear<EndedNotice>(noticeEnded, work.noticed);
    hear<readonly LoggedEvent[]>(eventsTopic, (events) => {
      for (const event of events) if (incidents.concerns(event)) this.#lookUp(incidents.happened(event), log);
    });
  }

  /** In Prometheus's text format, with all that happened before. */
  async text(): Promise<string> {
    await Promise.all([...this.#lookingUp, this.#readBacklog()]);
    return this.#register.metrics();
  }

  /** What text() writes, as a content type. */
  get contentType(): string {
    return this.#register.contentType;
  }

  #lookUp(looking: Promise<void>, log: Behind["log"]): void {
    const looked = looking
      .catch((err: unknown) => log.warn({ err }, "what happened to an incident could not be counted"))
      .finally(() => this.#lookingUp.delete(looked));
    this.#lookingUp.add(looked);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listening.dispose();
    await Promise.all(this.#lookingUp);
    this.#register.clear();
  }
}
