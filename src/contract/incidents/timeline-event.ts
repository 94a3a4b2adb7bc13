// Timeline events: what happened in an incident, written by the service or by hand.
import { operation } from "../operation.ts";
import { type Infer, list, required, string, structure, timestamp, union, words } from "../shape.ts";
import { always, conflict, resourceNotFound } from "./errors.ts";
import { filters } from "./filter.ts";
import { relatedItemId } from "./related-item.ts";
import { arn, clientToken, nextToken, paging } from "./vocabulary.ts";

const eventId = string({ max: 50 });
const eventType = string({ max: 100 });
/** A JSON document as text. */
const eventData = string({ max: 12_000 });

const eventReference = union("EventReference", { relatedItemId, resource: arn });
const eventReferences = list(eventReference, { max: 10 });
export type EventReference = Infer<typeof eventReference>;

/** An event without its data. */
const summary = {
  eventId: required(eventId),
  incidentRecordArn: required(arn),
  eventTime: required(timestamp()),
  eventUpdatedTime: required(timestamp()),
  eventType: required(eventType),
  eventReferences,
} as const;

const timelineEvent = structure("TimelineEvent", { ...summary, eventData: required(eventData) });
export type TimelineEvent = Infer<typeof timelineEvent>;

const eventSummary = structure("EventSummary", summary);
export type EventSummary = Infer<typeof eventSummary>;

export const createTimelineEvent = operation({
  name: "CreateTimelineEvent",
  http: { method: "POST", path: "/createTimelineEvent", status: 201 },
  idempotent: true,
  input: structure("CreateTimelineEventInput", {
    incidentRecordArn: required(arn),
    eventTime: required(timestamp()),
    eventType: required(eventType),
    eventData: required(eventData),
    eventReferences,
    clientToken,
  }),
  output: structure("CreateTimelineEventOutput", {
    eventId: required(eventId),
    incidentRecordArn: required(arn),
  }),
  errors: [...always, conflict, resourceNotFound],
});

export const getTimelineEvent = operation({
  name: "GetTimelineEvent",
  http: { method: "GET", path: "/getTimelineEvent", status: 200 },
  input: structure("GetTimelineEventInput", {
    eventId: required(eventId, { location: "query" }),
    incidentRecordArn: required(arn, { location: "query" }),
  }),
  output: structure("GetTimelineEventOutput", { event: required(timelineEvent) }),
  errors: [...always, resourceNotFound],
});

export const listTimelineEvents = operation({
  name: "ListTimelineEvents",
  http: { method: "POST", path: "/listTimelineEvents", status: 200 },
  input: structure("ListTimelineEventsInput", {
    incidentRecordArn: required(arn),
    filters,
    sortBy: words("EVENT_TIME"),
    sortOrder: words("ASCENDING", "DESCENDING"),
    ...paging,
  }),
  output: structure("ListTimelineEventsOutput", {
    eventSummaries: required(list(eventSummary, { max: 100 })),
    nextToken,
  }),
  errors: always,
  paginated: { token: "nextToken", limit: "maxResults", items: "eventSummaries" },
});

export const updateTimelineEvent = operation({
  name: "UpdateTimelineEvent",
  http: { method: "POST", path: "/updateTimelineEvent", status: 204 },
  idempotent: true,
  input: structure("UpdateTimelineEventInput", {
    eventId: required(eventId),
    incidentRecordArn: required(arn),
    eventTime: timestamp(),
    eventType,
    eventData,
    eventReferences,
    clientToken,
  }),
  output: structure("UpdateTimelineEventOutput", {}),
  errors: [...always, conflict, resourceNotFound],
});

export const deleteTimelineEvent = operation({
  name: "DeleteTimelineEvent",
  http: { method: "POST", path: "/deleteTimelineEvent", status: 204 },
  idempotent: true,
  input: structure("DeleteTimelineEventInput", {
    eventId: required(eventId),
    incidentRecordArn: required(arn),
  }),
  output: structure("DeleteTimelineEventOutput", {}),
  errors: always,
});
