// Which incidents a list shows, cut into strands: each strand lies in one stretch of an index, in the order of the list. So
// a page costs the same whether the incidents that match are frequent or one in a million.
import type { Filter } from "../../contract/incidents/filter.ts";
import type { IncidentStatus } from "../../contract/incidents/incident.ts";
import type { Violation } from "../../contract/violation.ts";
import { readFilters, type Window } from "../filters.ts";

/** Incidents with exactly these attributes. */
export interface Strand {
  readonly status: IncidentStatus;
  readonly impact: number;
  /** Absent = whoever it was. */
  readonly createdBy?: string | undefined;
}

export interface IncidentSelection {
  readonly created: Window;
  /** No incident is in two strands. Without any, nothing matches. */
  readonly strands: readonly Strand[];
  readonly faults: readonly Violation[];
}

const statuses: readonly IncidentStatus[] = ["OPEN", "RESOLVED"];
const impacts: readonly number[] = [1, 2, 3, 4, 5];

/** The keys are those of the API reference of ListIncidentRecords. */
const keys = { creationTime: "time", impact: "number", status: "word", createdBy: "word" } as const;

export function selectIncidents(filters: readonly Filter[] = []): IncidentSelection {
  const { windows, words, numbers, faults } = readFilters(filters, keys);
  const strands = strandsOf({
    statuses: chosen(statuses, words.get("status")),
    impacts: chosen(impacts, numbers.get("impact")),
    creators: [...(words.get("createdBy") ?? [undefined])],
  });
  return { created: windows.get("creationTime") ?? {}, strands, faults };
}

const chosen = <Value>(all: readonly Value[], wanted: ReadonlySet<unknown> | undefined): readonly Value[] =>
  wanted === undefined ? all : all.filter((it) => wanted.has(it));

interface Choice {
  readonly statuses: readonly IncidentStatus[];
  readonly impacts: readonly number[];
  readonly creators: readonly (string | undefined)[];
}

const strandsOf = ({ statuses, impacts, creators }: Choice): Strand[] =>
  creators.flatMap((createdBy) =>
    statuses.flatMap((status) => impacts.map((impact) => ({ status, impact, createdBy }))),
  );
