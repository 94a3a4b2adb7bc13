// DeleteIncidentRecord: the incident with all that belongs to it. What is not there is gone already.
import { type Implementation, implement } from "../../contract/call.ts";
import { deleteIncidentRecord as operation } from "../../contract/incidents/incident.ts";
import { releaseDedupe } from "../../storage/dedupes.ts";
import { deleteFindingsOf } from "../../storage/findings.ts";
import { deleteIncident, lockIncident } from "../../storage/incidents.ts";
import { deleteItemsOf } from "../../storage/related-items.ts";
import { forgetTags } from "../../storage/tags.ts";
import { deleteEventsOf } from "../../storage/timeline-events.ts";
import type { Given } from "../given.ts";

export const deleteIncidentRecord = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ arn }) => [arn],
    run: ({ arn }, { caller: { account } }) =>
      given.storage.write(async (tx) => {
        const incident = await lockIncident(tx, arn, "update");
        if (incident?.account !== account) return {};
        await deleteIncident(tx, arn);
        await releaseDedupe(tx, arn);
        await deleteEventsOf(tx, arn);
        await deleteItemsOf(tx, arn);
        await deleteFindingsOf(tx, arn);
        await forgetTags(tx, arn);
        return {};
      }),
  });
