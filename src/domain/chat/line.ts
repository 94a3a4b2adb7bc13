// One event as one sentence for a chat, and whether it is worth a message where none can be changed any more.
import {
  type EventDocument,
  testNotification,
  timelineEventDeletion,
  timelineEventUpdate,
} from "../notices/event.ts";
import { sentenceOf } from "../timeline-sentences.ts";

type Told = Pick<EventDocument, "detail-type" | "detail">;

/** A chat knows people by their alias: what it is told may be read by many. */
export function lineOf(event: Told): string {
  const { "detail-type": type, detail } = event;
  if (type === testNotification) return "This is a test: notices arrive here.";
  if (type === timelineEventDeletion) return "An entry of the timeline was deleted.";
  if (type === timelineEventUpdate)
    return `An entry of the timeline now says: ${plainText(detail["eventData"])}`;
  if (type === "Note" || type === "Custom Event")
    return `${type === "Note" ? "Note: " : ""}${writtenText(detail)}`;
  return sentenceOf({ type, data: JSON.stringify(detail) }, () => undefined);
}

/** Data that is no object stands in `eventData`, alone. */
const writtenText = (detail: EventDocument["detail"]): string =>
  Object.keys(detail).length === 1 && Object.hasOwn(detail, "eventData")
    ? plainText(detail["eventData"])
    : JSON.stringify(detail);

const plainText = (data: unknown): string => (typeof data === "string" ? data : JSON.stringify(data ?? null));

/** Each page by itself, and each trigger again, would drown what a person wants to know. */
const quiet: ReadonlySet<string> = new Set([
  "SSM Incident Trigger",
  "SSM Contacts Page for Incident",
  timelineEventUpdate,
  timelineEventDeletion,
]);

export function isNotable({ "detail-type": type, detail }: Told): boolean {
  if (quiet.has(type)) return false;
  if (type !== "SSM Incident Record Update") return true;
  const changes: unknown = detail["modifiedAttributes"];
  return !Array.isArray(changes) || changes.some((it) => !isAboutItems(it));
}

const isAboutItems = (change: unknown): boolean =>
  typeof change === "object" && change !== null && Reflect.get(change, "attributeName") === "relatedItems";
