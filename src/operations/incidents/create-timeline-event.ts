// CreateTimelineEvent: a person's custom event or note.
import { type Implementation, implement } from "../../contract/call.ts";
import { createTimelineEvent as operation } from "../../contract/incidents/timeline-event.ts";
import { faultsOfWritten } from "../../domain/timeline.ts";
import { addEvents } from "../../storage/timeline-events.ts";
import type { Given } from "../given.ts";
import { idempotently } from "../idempotent.ts";
import { refuse } from "./beyond-shapes.ts";
import { tokenReused } from "./errors.ts";
import { lockOwnIncident } from "./own-incident.ts";

export const createTimelineEvent = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ incidentRecordArn }) => [incidentRecordArn],
    run: async (input, { caller: { account } }) => {
      refuse(faultsOfWritten(input));
      const { incidentRecordArn, eventType, eventData, eventReferences } = input;
      return idempotently(given, {
        account,
        operation: operation.name,
        input,
        mismatch: tokenReused,
        run: async (tx) => {
          await lockOwnIncident(tx, { account, arn: incidentRecordArn }, "share");
          const event = {
            id: given.newId(),
            incidentArn: incidentRecordArn,
            time: input.eventTime.getTime(),
            updatedTime: given.clock.now(),
            type: eventType,
            data: eventData,
            references: eventReferences,
          };
          await addEvents(tx, [event]);
          return { eventId: event.id, incidentRecordArn };
        },
      });
    },
  });
