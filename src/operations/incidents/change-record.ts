// Changes an incident that is held, and tells it in the timeline: for UpdateIncidentRecord, and for alerts that are over.
import { type IncidentUpdate, changeIncident } from "../../domain/incident/change.ts";
import type { Incident } from "../../domain/incident/incident.ts";
import { recordUpdated } from "../../domain/timeline-happenings.ts";
import { claimDedupe, releaseDedupe } from "../../storage/dedupes.ts";
import { saveIncident } from "../../storage/incidents.ts";
import type { Transaction } from "../../storage/storage.ts";
import { recordEvents } from "../../storage/timeline-events.ts";
import type { Given } from "../given.ts";
import { conflict } from "./errors.ts";

interface Change {
  readonly before: Incident;
  readonly update: IncidentUpdate;
  /** An ARN. */
  readonly by: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * An update that says nothing new changes nothing. Whoever resolves stops the paging first, before holding the incident.
 * @throws ConflictException when it would be opened again while another absorbs its triggers
 */
export async function changeRecord(
  given: Pick<Given, "newId">,
  tx: Transaction,
  { before, update, by, now }: Change,
): Promise<void> {
  const { incident, attributes } = changeIncident(before, update, { by, now });
  if (attributes.length === 0) return;
  await saveIncident(tx, incident);
  if (incident.status !== before.status) await followStatus(tx, incident);
  const told = { modifiedBy: by, modifiedAttributes: attributes, incidentTitle: incident.title };
  await recordEvents(tx, [
    { id: given.newId(), incidentArn: incident.arn, time: now, ...recordUpdated(told) },
  ]);
}

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
