// Which timeline events a list shows.
import type { Filter } from "../contract/incidents/filter.ts";
import type { Violation } from "../contract/violation.ts";
import { readFilters, type Window } from "./filters.ts";
import type { EventSummary } from "./timeline.ts";

interface TimelineSelection {
  readonly time: Window;
  /** Says of an event within the time whether the list shows it. Undefined when it shows all of them. */
  readonly shows: ((event: Pick<EventSummary, "type" | "references">) => boolean) | undefined;
  readonly faults: readonly Violation[];
}

/** The keys are those of the API reference of ListTimelineEvents. */
const keys = { eventReference: "word", eventTime: "time", eventType: "word" } as const;

/** An event's references match by the ARN of the resource or the id of the related item. */
export function selectEvents(filters: readonly Filter[] = []): TimelineSelection {
  const { windows, words, faults } = readFilters(filters, keys);
  const types = words.get("eventType");
  const wanted = words.get("eventReference");
  const refers = ({ references = [] }: Pick<EventSummary, "references">): boolean =>
    wanted === undefined || references.some((it) => wanted.has(it.resource ?? it.relatedItemId));
  return {
    time: windows.get("eventTime") ?? {},
    faults,
    shows:
      types === undefined && wanted === undefined
        ? undefined
        : (event) => (types?.has(event.type) ?? true) && refers(event),
  };
}
