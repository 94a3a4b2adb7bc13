// GetTimelineEvent: one event with its data.
import { type Implementation, implement } from "../../contract/call.ts";
import { getTimelineEvent as operation } from "../../contract/incidents/timeline-event.ts";
import { eventShown } from "../../domain/timeline.ts";
import { findEvent } from "../../storage/timeline-events.ts";
import type { Given } from "../given.ts";
import { notFound } from "./errors.ts";
import { ownIncident } from "./own-incident.ts";

export const getTimelineEvent = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ incidentRecordArn }) => [incidentRecordArn],
    run: ({ eventId, incidentRecordArn }, { caller: { account } }) =>
      given.storage.read(async (reader) => {
        const { arn: incidentArn } = await ownIncident(reader, { account, arn: incidentRecordArn });
        const event = await findEvent(reader, { incidentArn, id: eventId });
        if (event === undefined) throw notFound("TIMELINE_EVENT", eventId);
        return { event: eventShown(event) };
      }),
  });
