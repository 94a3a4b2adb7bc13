// Opens an incident, or folds the trigger into one that is open already: for StartIncident, and for alerts that come in.
import { incidentArn } from "../../domain/arn.ts";
import { dedupeStringOf } from "../../domain/incident/dedupe.ts";
import { identifiedOnce } from "../../domain/incident/related-items.ts";
import {
  type Start,
  newIncident,
  startEvent,
  triggerEvent,
  triggerTime,
} from "../../domain/incident/start.ts";
import { claimDedupe } from "../../storage/dedupes.ts";
import { addIncident } from "../../storage/incidents.ts";
import { addFirstItems } from "../../storage/related-items.ts";
import type { Transaction } from "../../storage/storage.ts";
import { writeTags } from "../../storage/tags.ts";
import { type RecordedEvent, recordEvents } from "../../storage/timeline-events.ts";
import type { Given } from "../given.ts";
import { findCauses } from "../alerts/put-findings.ts";
import { engageForIncident } from "../paging/engage-for-incident.ts";

type Needed = Pick<Given, "clock" | "newId">;

/** The incident that a trigger belongs to. */
export interface Opened {
  readonly arn: string;
  /** False when it was open before. */
  readonly created: boolean;
}

/** Everything an incident begins with, in the caller's transaction, whose account is onboarded and held. */
export async function openIncident(given: Needed, tx: Transaction, start: Start): Promise<Opened> {
  const { account } = start;
  const arn = incidentArn(account, start.planName, given.newId());
  const dedupeString =
    start.dedupeString ?? dedupeStringOf(start.plan.incidentTemplate, start.triggerDetails);
  const absorber =
    dedupeString === undefined
      ? undefined
      : await claimDedupe(tx, { account, dedupeString, incidentArn: arn });
  if (absorber !== undefined) {
    const folded = { arn: absorber, created: false };
    await recordEvents(tx, [triggered(given, start, folded)]);
    return folded;
  }
  await begin(given, tx, { start, arn, dedupeString: dedupeString ?? given.newId() });
  return { arn, created: true };
}

interface Beginning {
  readonly start: Start;
  readonly arn: string;
  readonly dedupeString: string;
}

async function begin(given: Needed, tx: Transaction, { start, arn, dedupeString }: Beginning): Promise<void> {
  const now = given.clock.now();
  const incident = newIncident(start, { arn, dedupeString, now });
  await addIncident(tx, incident);
  await findCauses(tx, incident);
  await recordEvents(tx, [
    ...(start.triggerDetails === undefined ? [] : [triggered(given, start, { arn, created: true })]),
    { id: given.newId(), incidentArn: arn, time: now, ...startEvent(start, incident.title) },
  ]);
  const items = identifiedOnce(arn, start.relatedItems ?? []);
  if (items.length > 0) await addFirstItems(tx, arn, items);
  const tags = start.plan.incidentTemplate.incidentTags ?? {};
  if (Object.keys(tags).length > 0) await writeTags(tx, { arn, account: start.account }, tags);
  const { planName, plan } = start;
  const contacts = plan.engagements ?? [];
  if (contacts.length > 0) await engageForIncident(given, tx, { incident, planName, contacts });
}

const triggered = (given: Needed, start: Start, incident: Opened): RecordedEvent => ({
  id: given.newId(),
  incidentArn: incident.arn,
  time: triggerTime(start, given.clock.now()),
  ...triggerEvent(start, incident.created),
});
