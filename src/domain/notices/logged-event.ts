// An event as the log keeps it, and how it becomes the document that is sent.
import { parseArn } from "../arn.ts";
import { type TimelineEvent, isWrittenByPeople } from "../timeline.ts";
import { type EventDocument, timelineEventDeletion, timelineEventUpdate } from "./event.ts";

export interface LoggedEvent {
  /** Sorts by the time of its making. */
  readonly id: string;
  /** Twelve digits. */
  readonly account: string;
  /** Events of one subject keep their order: the ARN of an incident, or {@link noSubject}. */
  readonly subject: string;
  readonly type: string;
  readonly source: string;
  /** When it happened. Epoch milliseconds. */
  readonly time: number;
  /** Absent for what happens in no Region in particular. */
  readonly region?: string | undefined;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

export const noSubject = "-";

/** How long the log keeps an event: so far back can a reader of the stream go on. */
export const keptMilliseconds = 7 * 24 * 3_600_000;

/** Incident Manager's own. Source: behaviour of its messages to SNS topics, as users read them. */
const incidentManager = "aws.ssm-incidents";

/** What Tocsin says of itself. */
export const ourOwn = "tocsin";

/** @param region of what happened in none: the server's */
export const documentOf = (it: LoggedEvent, region: string): EventDocument => ({
  version: "0",
  id: it.id,
  "detail-type": it.type,
  source: it.source,
  account: it.account,
  time: `${new Date(it.time).toISOString().slice(0, 19)}Z`,
  region: it.region ?? region,
  resources: it.resources,
  detail: it.detail,
});

const accountOf = (incidentArn: string): string => parseArn(incidentArn)?.account ?? "";

const ofIncident = (
  incidentArn: string,
  it: Pick<LoggedEvent, "id" | "type" | "time" | "detail">,
): LoggedEvent => ({
  ...it,
  account: accountOf(incidentArn),
  subject: incidentArn,
  source: incidentManager,
  resources: [incidentArn],
});

/** An event that was written into a timeline. */
export const written = ({ id, incidentArn, type, time, data }: TimelineEvent): LoggedEvent =>
  ofIncident(incidentArn, { id, type, time, detail: detailOf(data) });

/** A note or custom event that was changed. @param id of this event, which is another than the timeline event's */
export const changed = (it: TimelineEvent, id: string): LoggedEvent =>
  ofIncident(it.incidentArn, {
    id,
    type: timelineEventUpdate,
    time: it.updatedTime,
    detail: {
      eventId: it.id,
      eventType: it.type,
      eventTime: new Date(it.time).toISOString(),
      eventData: readData(it.data),
    },
  });

/** A note or custom event that was taken away, at epoch milliseconds. */
export const removed = (
  { incidentArn, id, type }: Pick<TimelineEvent, "incidentArn" | "id" | "type">,
  deletion: { readonly id: string; readonly time: number },
): LoggedEvent =>
  ofIncident(incidentArn, {
    ...deletion,
    type: timelineEventDeletion,
    detail: { eventId: id, eventType: type },
  });

/** Whether the service itself wrote the timeline event of this type. */
export const isServicesOwn = (it: Pick<LoggedEvent, "type" | "source">): boolean =>
  it.source === incidentManager && it.type.startsWith("SSM ") && !isWrittenByPeople(it) && !ours.has(it.type);

const ours: ReadonlySet<string> = new Set([timelineEventUpdate, timelineEventDeletion]);

/** EventBridge knows no detail but objects. */
function detailOf(data: string): LoggedEvent["detail"] {
  const value = readData(data);
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as LoggedEvent["detail"]) : { eventData: value };
}

function readData(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return data;
  }
}
