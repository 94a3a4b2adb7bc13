// What the buttons of a chat do to an incident. Each answers what the person is told.
import { createTimelineEvent } from "../../contract/incidents/timeline-event.ts";
import { updateIncidentRecord } from "../../contract/incidents/incident.ts";
import { calmly } from "../../domain/chat/card.ts";
import type { Given } from "../given.ts";
import { acknowledgeIncident } from "./acknowledge-incident.ts";
import { type ChatPerson, type GivenForChat, requirePermission, runOperation } from "./run-operation.ts";

export interface GivenForButtons extends GivenForChat, Pick<Given, "storage" | "clock" | "newId"> {}

export interface Pressing extends ChatPerson {
  /** How the timeline calls them. */
  readonly name: string;
  /** The alias of the contact that they are, where that is known. */
  readonly contact: string | undefined;
  /** The incident's ARN. */
  readonly incident: string;
}

/** @throws ApiError, as all here */
export async function acknowledge(given: GivenForButtons, it: Pressing): Promise<string> {
  const { caller, permission, incident, contact, name } = it;
  // Whoever may change the incident may say that somebody looks after it.
  const action = "ssm-incidents:UpdateIncidentRecord";
  requirePermission(given.authorize, { caller, permission, action, resources: [incident] });
  const info = `Acknowledged in Slack by ${name}.`;
  const acknowledged = await acknowledgeIncident(given, { account: caller.account, incident, contact, info });
  if (acknowledged.length === 0)
    return contact === undefined ? "No page waits for an answer." : "No page of yours waits for an answer.";
  if (contact !== undefined) return "Acknowledged. Thank you.";
  const whose = acknowledged.join(", ");
  await note(given, it, `${name} acknowledged in Slack for ${whose}.`);
  return `Acknowledged for ${whose}. Thank you.`;
}

export async function resolve(given: GivenForButtons, it: Pressing): Promise<string> {
  const input = { arn: it.incident, status: "RESOLVED" };
  await runOperation(given, { operation: updateIncidentRecord, input }, it);
  return "Resolved.";
}

export async function changeImpact(given: GivenForButtons, it: Pressing, impact: number): Promise<string> {
  const input = { arn: it.incident, impact };
  await runOperation(given, { operation: updateIncidentRecord, input }, it);
  return `The impact is ${calmly(impact)} now.`;
}

/** The console of AWS shows only notes that refer to their incident. Source: API reference of CreateTimelineEvent. */
async function note(given: GivenForButtons, it: Pressing, text: string): Promise<void> {
  const input = {
    incidentRecordArn: it.incident,
    eventTime: given.clock.now() / 1000,
    eventType: "Note",
    eventData: JSON.stringify(text),
    eventReferences: [{ resource: it.incident }],
  };
  await runOperation(given, { operation: createTimelineEvent, input }, it);
}

export const addNote = (given: GivenForButtons, it: Pressing, text: string): Promise<void> =>
  note(given, it, `${text.trim()} (${it.name}, in Slack)`);
