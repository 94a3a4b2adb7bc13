// Timeline events: how they are kept and shown, and which of them people may write.
import type {
  EventReference,
  EventSummary as ShownSummary,
  TimelineEvent as Shown,
} from "../contract/incidents/timeline-event.ts";
import type { Violation } from "../contract/violation.ts";

export interface EventSummary {
  /** Unique within the incident. Events of equal time are ordered by it. */
  readonly id: string;
  readonly incidentArn: string;
  /** When it happened. Epoch milliseconds. */
  readonly time: number;
  /** When it was written, or last changed. Epoch milliseconds. */
  readonly updatedTime: number;
  readonly type: string;
  readonly references?: EventReference[] | undefined;
}

export interface TimelineEvent extends EventSummary {
  /** Text that holds JSON, as clients expect of every event. */
  readonly data: string;
}

/** What the service tells of, apart from when and where. */
export interface Happening {
  /** `SSM Incident Start` */
  readonly type: string;
  /** Anything that JSON can carry. */
  readonly data: unknown;
}

export const summaryShown = (it: EventSummary): ShownSummary => ({
  eventId: it.id,
  incidentRecordArn: it.incidentArn,
  eventTime: new Date(it.time),
  eventUpdatedTime: new Date(it.updatedTime),
  eventType: it.type,
  eventReferences: it.references,
});

export const eventShown = (it: TimelineEvent): Shown => ({ ...summaryShown(it), eventData: it.data });

/** All other types are the service's. Source: API reference of CreateTimelineEvent. */
const writtenByPeople: ReadonlySet<string> = new Set(["Custom Event", "Note"]);

export const isWrittenByPeople = ({ type }: Pick<EventSummary, "type">): boolean => writtenByPeople.has(type);

/** What is wrong with an event that a caller writes or changes. */
export function faultsOfWritten(event: {
  readonly eventType?: string | undefined;
  readonly eventData?: string | undefined;
}): Violation[] {
  const { eventType, eventData } = event;
  return [
    ...(eventType === undefined || writtenByPeople.has(eventType) ? [] : [notForPeople(eventType)]),
    ...(eventData === undefined || isJson(eventData) ? [] : [notJson]),
  ];
}

const notForPeople = (type: string): Violation => ({
  path: "eventType",
  value: `'${type}'`,
  constraint: `Member must satisfy enum value set: [${[...writtenByPeople].join(", ")}]`,
});

/** Clients parse the data of every event, and AWS's own examples put plain text in quotes. */
const notJson: Violation = {
  path: "eventData",
  value: undefined,
  constraint: "Member must be a JSON document (a plain text stands in double quotes)",
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
