// Incident records: started from a response plan, changed while people work on them, resolved, deleted.
import { operation } from "../operation.ts";
import { type Infer, list, required, string, structure, timestamp, union, words } from "../shape.ts";
import { always, conflict, resourceNotFound } from "./errors.ts";
import { filters } from "./filter.ts";
import { chatChannel, notificationTargets } from "./notification.ts";
import { relatedItems } from "./related-item.ts";
import {
  arn,
  clientToken,
  dedupeString,
  impact,
  incidentSummary,
  incidentTitle,
  nextToken,
  paging,
} from "./vocabulary.ts";

const incidentSource = string({ max: 50 });
const incidentStatus = words("OPEN", "RESOLVED");
export type IncidentStatus = Infer<typeof incidentStatus>;

const incidentRecordSource = structure("IncidentRecordSource", {
  createdBy: required(arn),
  source: required(incidentSource),
  invokedBy: string({ max: 1000 }),
  resourceArn: arn,
});
export type IncidentRecordSource = Infer<typeof incidentRecordSource>;

const automationExecution = union("AutomationExecution", { ssmExecutionArn: arn });

const incidentRecord = structure("IncidentRecord", {
  arn: required(arn),
  title: required(incidentTitle),
  summary: incidentSummary,
  status: required(incidentStatus),
  impact: required(impact),
  creationTime: required(timestamp()),
  resolvedTime: timestamp(),
  lastModifiedTime: required(timestamp()),
  lastModifiedBy: required(arn),
  automationExecutions: list(automationExecution, { max: 100 }),
  incidentRecordSource: required(incidentRecordSource),
  dedupeString: required(dedupeString),
  chatChannel,
  notificationTargets,
});
export type IncidentRecord = Infer<typeof incidentRecord>;

const triggerDetails = structure("TriggerDetails", {
  source: required(incidentSource),
  timestamp: required(timestamp()),
  triggerArn: arn,
  rawData: string({ max: 10_000 }),
});
export type TriggerDetails = Infer<typeof triggerDetails>;

export const startIncident = operation({
  name: "StartIncident",
  http: { method: "POST", path: "/startIncident", status: 200 },
  idempotent: true,
  input: structure("StartIncidentInput", {
    responsePlanArn: required(arn),
    title: incidentTitle,
    impact,
    triggerDetails,
    relatedItems,
    clientToken,
  }),
  output: structure("StartIncidentOutput", { incidentRecordArn: required(arn) }),
  errors: [...always, conflict, resourceNotFound],
});

export const getIncidentRecord = operation({
  name: "GetIncidentRecord",
  http: { method: "GET", path: "/getIncidentRecord", status: 200 },
  input: structure("GetIncidentRecordInput", { arn: required(arn, { location: "query" }) }),
  output: structure("GetIncidentRecordOutput", { incidentRecord: required(incidentRecord) }),
  errors: [...always, resourceNotFound],
});

const incidentRecordSummary = structure("IncidentRecordSummary", {
  arn: required(arn),
  title: required(incidentTitle),
  status: required(incidentStatus),
  impact: required(impact),
  creationTime: required(timestamp()),
  resolvedTime: timestamp(),
  incidentRecordSource: required(incidentRecordSource),
});
export type IncidentRecordSummary = Infer<typeof incidentRecordSummary>;

export const listIncidentRecords = operation({
  name: "ListIncidentRecords",
  http: { method: "POST", path: "/listIncidentRecords", status: 200 },
  input: structure("ListIncidentRecordsInput", { filters, ...paging }),
  output: structure("ListIncidentRecordsOutput", {
    incidentRecordSummaries: required(list(incidentRecordSummary, { max: 100 })),
    nextToken,
  }),
  errors: always,
  paginated: { token: "nextToken", limit: "maxResults", items: "incidentRecordSummaries" },
});

export const updateIncidentRecord = operation({
  name: "UpdateIncidentRecord",
  http: { method: "POST", path: "/updateIncidentRecord", status: 204 },
  idempotent: true,
  input: structure("UpdateIncidentRecordInput", {
    arn: required(arn),
    title: incidentTitle,
    summary: incidentSummary,
    impact,
    status: incidentStatus,
    chatChannel,
    notificationTargets,
    clientToken,
  }),
  output: structure("UpdateIncidentRecordOutput", {}),
  errors: [...always, conflict, resourceNotFound],
});

export const deleteIncidentRecord = operation({
  name: "DeleteIncidentRecord",
  http: { method: "POST", path: "/deleteIncidentRecord", status: 204 },
  idempotent: true,
  input: structure("DeleteIncidentRecordInput", { arn: required(arn) }),
  output: structure("DeleteIncidentRecordOutput", {}),
  errors: always,
});
