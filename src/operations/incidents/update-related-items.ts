// UpdateRelatedItems: adds one item to an incident, or removes one. Every real change is told in the timeline.
import { type Implementation, implement } from "../../contract/call.ts";
import {
  type RelatedItemsUpdate,
  updateRelatedItems as operation,
} from "../../contract/incidents/related-item.ts";
import { canonical } from "../../domain/canonical.ts";
import { identified, mostRelatedItems, relatedItemId } from "../../domain/incident/related-items.ts";
import { recordUpdated, relatedItemsModified } from "../../domain/timeline-happenings.ts";
import { saveIncident } from "../../storage/incidents.ts";
import { countItems, findItem, putItem, removeItem } from "../../storage/related-items.ts";
import type { Transaction } from "../../storage/storage.ts";
import { recordEvents } from "../../storage/timeline-events.ts";
import type { Given } from "../given.ts";
import { idempotently } from "../idempotent.ts";
import { tokenReused, validation } from "./errors.ts";
import { lockOwnIncident } from "./own-incident.ts";

export const updateRelatedItems = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ incidentRecordArn }) => [incidentRecordArn],
    run: (input, { caller: { account, arn: by } }) =>
      idempotently(given, {
        account,
        operation: operation.name,
        input,
        mismatch: tokenReused,
        run: async (tx) => {
          const { incidentRecordArn: arn, relatedItemsUpdate: update } = input;
          const now = given.clock.now();
          const incident = await lockOwnIncident(tx, { account, arn }, "update");
          if (!(await hasChanged(tx, arn, update))) return {};
          await saveIncident(tx, { ...incident, lastModifiedBy: by, lastModifiedTime: now });
          const told = {
            modifiedBy: by,
            modifiedAttributes: [relatedItemsModified(update)],
            incidentTitle: incident.title,
          };
          await recordEvents(tx, [
            { id: given.newId(), incidentArn: arn, time: now, ...recordUpdated(told) },
          ]);
          return {};
        },
      }),
  });

/** Does the update. @returns false when it was so already */
async function hasChanged(
  tx: Transaction,
  incidentArn: string,
  update: RelatedItemsUpdate,
): Promise<boolean> {
  if (update.itemToRemove !== undefined)
    return (await removeItem(tx, incidentArn, relatedItemId(incidentArn, update.itemToRemove))) > 0;
  const item = identified(incidentArn, update.itemToAdd);
  const present = await findItem(tx, incidentArn, item.generatedId);
  if (present !== undefined && canonical(present) === canonical(item)) return false;
  if (present === undefined && (await countItems(tx, incidentArn)) >= mostRelatedItems)
    throw validation(`An incident record has at most ${mostRelatedItems} related items.`);
  await putItem(tx, incidentArn, item);
  return true;
}
