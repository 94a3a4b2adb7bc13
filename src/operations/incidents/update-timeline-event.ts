// UpdateTimelineEvent: changes what is given of a custom event or note. Given references replace all that were there.
import { type Implementation, implement } from "../../contract/call.ts";
import type { InputOf } from "../../contract/operation.ts";
import { updateTimelineEvent as operation } from "../../contract/incidents/timeline-event.ts";
import { type TimelineEvent, faultsOfWritten } from "../../domain/timeline.ts";
import { saveEvent } from "../../storage/timeline-events.ts";
import type { Given } from "../given.ts";
import { idempotently } from "../idempotent.ts";
import { refuse } from "./beyond-shapes.ts";
import { notFound, tokenReused } from "./errors.ts";
import { lockOwnIncident } from "./own-incident.ts";
import { lockWrittenEvent } from "./written-event.ts";

export const updateTimelineEvent = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ incidentRecordArn }) => [incidentRecordArn],
    run: async (input, { caller: { account } }) => {
      refuse(faultsOfWritten(input));
      return idempotently(given, {
        account,
        operation: operation.name,
        input,
        mismatch: tokenReused,
        run: async (tx) => {
          const incident = await lockOwnIncident(tx, { account, arn: input.incidentRecordArn }, "share");
          const event = await lockWrittenEvent(tx, { incidentArn: incident.arn, id: input.eventId });
          if (event === undefined) throw notFound("TIMELINE_EVENT", input.eventId);
          const updated = { ...event, ...changes(event, input), updatedTime: given.clock.now() };
          await saveEvent(tx, updated, given.newId());
          return {};
        },
      });
    },
  });

const changes = (event: TimelineEvent, input: InputOf<typeof operation>): Partial<TimelineEvent> => ({
  time: input.eventTime?.getTime() ?? event.time,
  type: input.eventType ?? event.type,
  data: input.eventData ?? event.data,
  references: input.eventReferences ?? event.references,
});
