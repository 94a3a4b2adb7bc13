// The PagerDuty integration of response plans, as a destination: what it is given, and what an incident shows of it.
import { pagerDuty } from "../channels/pager-duty/destination.ts";
import { identified, mostRelatedItems } from "../domain/incident/related-items.ts";
import { pagerDutyFailed, pagerDutyFailure, pagerDutyItem } from "../domain/notices/pager-duty.ts";
import type { PagerDutyIntegration } from "../domain/incident/incident.ts";
import { UnreadableSecret, type Sealer } from "../domain/secrets/seal.ts";
import { findIncident, lockIncident } from "../storage/incidents.ts";
import { listItems, putItem } from "../storage/related-items.ts";
import { openSecret } from "../storage/secrets.ts";
import type { Reader } from "../storage/storage.ts";
import { firstEventOfType, recordEvents } from "../storage/timeline-events.ts";
import type { Concluded, PlanDestination } from "./route-of-destination.ts";

interface Given {
  readonly sealer: Sealer;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly newId: () => string;
  /** Instead of PagerDuty's own; without a slash at the end. */
  readonly baseUrl: string | undefined;
}

export const pagerDutyDestination = (given: Given): PlanDestination => ({
  kind: pagerDuty(given),
  configOf: async (reader, { arn, account }) => {
    const integration = (await findIncident(reader, arn))?.pagerDuty;
    if (integration === undefined) return undefined;
    return {
      serviceId: integration.serviceId,
      ...(await secretOf(given, reader, { account, integration })),
      ...((await staysOpen(reader, arn)) && { autoResolve: "false" }),
    };
  },
  concluded: concluded(given),
});

interface ToOpen {
  readonly account: string;
  readonly integration: PagerDutyIntegration;
}

/** Looked up for every notice: a secret that comes late, or is changed, counts from then on. */
async function secretOf(
  { sealer }: Given,
  reader: Reader,
  { account, integration: { secretId } }: ToOpen,
): Promise<{ readonly secret: string } | { readonly fault: string }> {
  try {
    const secret = await openSecret(reader, sealer, { account, secretId });
    return secret === undefined ? { fault: `there is no secret ${secretId}` } : { secret };
  } catch (error) {
    if (!(error instanceof UnreadableSecret)) throw error;
    return { fault: `the secret ${secretId} was sealed with another secret key` };
  }
}

/** Whether a related item says that the incident of PagerDuty is not to be resolved with ours. */
async function staysOpen(reader: Reader, incidentArn: string): Promise<boolean> {
  const items = await listItems(reader, { incidentArn, after: undefined, limit: mostRelatedItems });
  return items.some(({ item }) => item.identifier.value.pagerDutyIncidentDetail?.autoResolve === false);
}

/** Adds the related item once PagerDuty has the incident; tells of the first failure, not of each. */
const concluded =
  ({ now, newId }: Given): Concluded =>
  async (tx, { incident: { arn }, before, carried }) => {
    if (carried.outcome === "sent" && (before !== undefined || carried.state === undefined)) return;
    const incident = await lockIncident(tx, arn, "update");
    if (incident?.pagerDuty === undefined) return;
    if (carried.outcome === "sent") {
      await putItem(tx, arn, identified(arn, pagerDutyItem(incident.pagerDuty, carried.said)));
      return;
    }
    if ((await firstEventOfType(tx, arn, pagerDutyFailure)) !== undefined) return;
    const happening = pagerDutyFailed(incident.pagerDuty, carried.said);
    await recordEvents(tx, [{ id: newId(), incidentArn: arn, time: now(), ...happening }]);
  };
