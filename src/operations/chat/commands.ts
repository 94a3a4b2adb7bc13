// The commands of a chat: those of the AWS CLI that the real service takes there. Source: user guide, chat channels.
import {
  getIncidentRecord,
  listIncidentRecords,
  startIncident,
  updateIncidentRecord,
} from "../../contract/incidents/incident.ts";
import { listRelatedItems, updateRelatedItems } from "../../contract/incidents/related-item.ts";
import { getResponsePlan, listResponsePlans } from "../../contract/incidents/response-plan.ts";
import {
  createTimelineEvent,
  deleteTimelineEvent,
  getTimelineEvent,
  listTimelineEvents,
  updateTimelineEvent,
} from "../../contract/incidents/timeline-event.ts";
import type { Operation } from "../../contract/operation.ts";

/** `incidentRecordArn` and `GetIncidentRecord` as the CLI writes them: `incident-record-arn`, `get-incident-record`. */
export const kebab = (name: string): string =>
  name.replaceAll(/(?<=[a-z0-9])[A-Z]/gu, (letter) => `-${letter}`).toLowerCase();

/** By the CLI's names. */
export const chatCommands: ReadonlyMap<string, Operation> = new Map(
  [
    startIncident,
    listResponsePlans,
    getResponsePlan,
    createTimelineEvent,
    getTimelineEvent,
    updateTimelineEvent,
    deleteTimelineEvent,
    listTimelineEvents,
    getIncidentRecord,
    listIncidentRecords,
    updateIncidentRecord,
    listRelatedItems,
    updateRelatedItems,
  ].map((it: Operation) => [kebab(it.name), it]),
);
