// DeleteTimelineEvent: a custom event or note. What is not there is gone already.
import { type Implementation, implement } from "../../contract/call.ts";
import { deleteTimelineEvent as operation } from "../../contract/incidents/timeline-event.ts";
import { deleteEvent } from "../../storage/timeline-events.ts";
import type { Given } from "../given.ts";
import { isOwnIncident } from "./own-incident.ts";
import { lockWrittenEvent } from "./written-event.ts";

export const deleteTimelineEvent = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ incidentRecordArn }) => [incidentRecordArn],
    run: ({ eventId, incidentRecordArn }, { caller: { account } }) =>
      given.storage.write(async (tx) => {
        if (!(await isOwnIncident(tx, { account, arn: incidentRecordArn }))) return {};
        const event = await lockWrittenEvent(tx, { incidentArn: incidentRecordArn, id: eventId });
        if (event !== undefined) await deleteEvent(tx, event, { id: given.newId(), time: given.clock.now() });
        return {};
      }),
  });
