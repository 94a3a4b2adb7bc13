// The four metrics of AWS/IncidentManager: each series has all three dimensions, and sums over them give every set that AWS has.
import { Counter, Histogram, type Registry } from "prom-client";
import { parseArn } from "../domain/arn.ts";
import type { Incident } from "../domain/incident/incident.ts";
import type { LoggedEvent } from "../domain/notices/logged-event.ts";
import { tellsOfResolution } from "../domain/notices/resolution.ts";
import { bounded } from "./bounded.ts";

const labelNames = ["response_plan", "impact", "source"] as const;
type Labels = Record<(typeof labelNames)[number], string>;

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Seconds. */
const acknowledgedWithin = [15, 30, ...[1, 2, 3, 5, 10, 15, 30].map((it) => it * minute), hour, 4 * hour];
const resolvedWithin = [
  ...[5, 15, 30].map((it) => it * minute),
  ...[1, 2, 4, 8, 16].map((it) => it * hour),
  ...[1, 3, 7].map((it) => it * day),
];

/** What is looked up once it is known that something has happened. */
export interface IncidentFacts {
  readonly incident: (arn: string) => Promise<Incident | undefined>;
  /** The id of the incident's first event of the type. */
  readonly firstOfType: (arn: string, type: string) => Promise<string | undefined>;
}

export interface IncidentMetrics {
  readonly opened: (incident: Incident) => void;
  /** Whether the event is one of those that are counted. */
  readonly concerns: (event: LoggedEvent) => boolean;
  /** For events that were committed here: each is counted once, by the node that wrote it. */
  readonly happened: (event: LoggedEvent) => Promise<void>;
}

export function incidentMetrics(register: Registry, facts: IncidentFacts): IncidentMetrics {
  const [plan, source] = [bounded(2000), bounded(100)];
  const labelsOf = ({ arn, impact, source: from }: Incident): Labels => {
    const named = parseArn(arn);
    return {
      response_plan: plan(named?.kind === "incident-record" ? named.planName : ""),
      impact: String(impact),
      source: source(from.source),
    };
  };
  const all = { labelNames, registers: [register] };
  const created = new Counter({
    ...all,
    name: "tocsin_incidents_created_total",
    help: "Incidents that were opened. AWS: NumberOfCreateIncidents.",
  });
  const resolved = new Counter({
    ...all,
    name: "tocsin_incidents_resolved_total",
    help: "Incidents that were resolved. AWS: NumberOfResolveIncidents.",
  });
  const acknowledging = new Histogram({
    ...all,
    name: "tocsin_incident_time_to_first_acknowledgement_seconds",
    help: "From the start of an incident to the first answer to a page. AWS: TimeToFirstAcknowledgement.",
    buckets: acknowledgedWithin,
  });
  const resolving = new Histogram({
    ...all,
    name: "tocsin_incident_time_to_resolve_seconds",
    help: "From the start of an incident to its resolution. AWS: TimeToResolveIncident.",
    buckets: resolvedWithin,
  });
  const secondsSince = ({ creationTime }: Incident, { time }: LoggedEvent): number =>
    Math.max(0, (time - creationTime) / 1000);

  return {
    opened: (incident) => created.inc(labelsOf(incident)),
    concerns: ({ type, detail }) => type === acknowledgement || tellsOfResolution(type, detail),
    happened: async (event) => {
      const isAnswer = event.type === acknowledgement;
      if (isAnswer && (await facts.firstOfType(event.subject, event.type)) !== event.id) return;
      const incident = await facts.incident(event.subject);
      if (incident === undefined) return;
      const labels = labelsOf(incident);
      if (isAnswer) return acknowledging.observe(labels, secondsSince(incident, event));
      resolved.inc(labels);
      resolving.observe(labels, secondsSince(incident, event));
    },
  };
}

const acknowledgement = "SSM Contacts Page Acknowledgement for Incident";
