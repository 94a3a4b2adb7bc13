// UpdateIncidentRecord: changes what is given; resolves and reopens. Every real change is told in the timeline.
import { type Implementation, implement } from "../../contract/call.ts";
import { updateIncidentRecord as operation } from "../../contract/incidents/incident.ts";
import { changeIncident } from "../../domain/incident/change.ts";
import type { Incident } from "../../domain/incident/incident.ts";
import { recordUpdated } from "../../domain/timeline-happenings.ts";
import { claimDedupe, releaseDedupe } from "../../storage/dedupes.ts";
import { saveIncident } from "../../storage/incidents.ts";
import type { Transaction } from "../../storage/storage.ts";
import { recordEvents } from "../../storage/timeline-events.ts";
import type { Given } from "../given.ts";
import { idempotently } from "../idempotent.ts";
import { stopPagingFor } from "../paging/stop-for-incident.ts";
import { conflict, tokenReused } from "./errors.ts";
import { requireOnboarded } from "./onboarded.ts";
import { lockOwnIncident } from "./own-incident.ts";

export const updateIncidentRecord = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ arn }) => [arn],
    run: (input, { caller: { account, arn: by } }) =>
      idempotently(given, {
        account,
        operation: operation.name,
        input,
        mismatch: tokenReused,
        run: async (tx) => {
          const now = given.clock.now();
          await requireOnboarded(tx, account);
          if (input.status === "RESOLVED") await stopPagingFor(given, tx, { account, arn: input.arn });
          const before = await lockOwnIncident(tx, { account, arn: input.arn }, "update");
          const { incident, attributes } = changeIncident(before, input, { by, now });
          if (attributes.length === 0) return {};
          await saveIncident(tx, incident);
          if (incident.status !== before.status) await followStatus(tx, incident);
          const told = { modifiedBy: by, modifiedAttributes: attributes, incidentTitle: incident.title };
          await recordEvents(tx, [
            { id: given.newId(), incidentArn: incident.arn, time: now, ...recordUpdated(told) },
          ]);
          return {};
        },
      }),
  });

/**
 * Resolved incidents absorb nothing. One that is opened again does, which it cannot while another has its dedupe string:
 * of two open incidents, triggers would not know which is theirs.
 */
async function followStatus(
  tx: Transaction,
  { account, arn, status, dedupeString }: Incident,
): Promise<void> {
  if (status === "RESOLVED") {
    await releaseDedupe(tx, arn);
    return;
  }
  const absorber = await claimDedupe(tx, { account, dedupeString, incidentArn: arn });
  if (absorber !== undefined)
    throw conflict(
      `The incident cannot be opened again while ${absorber} is open, which has the same dedupe string.`,
      "INCIDENT_RECORD",
      absorber,
    );
}
