// Every operation of ssm-incidents that is built, by its name.
import type { Implementation } from "../../contract/call.ts";
import type { Given } from "../given.ts";
import { batchGetIncidentFindings } from "./batch-get-incident-findings.ts";
import { createReplicationSet } from "./create-replication-set.ts";
import { createResponsePlan } from "./create-response-plan.ts";
import { createTimelineEvent } from "./create-timeline-event.ts";
import { deleteIncidentRecord } from "./delete-incident-record.ts";
import { deleteReplicationSet } from "./delete-replication-set.ts";
import { deleteResourcePolicy } from "./delete-resource-policy.ts";
import { deleteResponsePlan } from "./delete-response-plan.ts";
import { deleteTimelineEvent } from "./delete-timeline-event.ts";
import { getIncidentRecord } from "./get-incident-record.ts";
import { getReplicationSet } from "./get-replication-set.ts";
import { getResourcePolicies } from "./get-resource-policies.ts";
import { getResponsePlan } from "./get-response-plan.ts";
import { getTimelineEvent } from "./get-timeline-event.ts";
import { listIncidentFindings } from "./list-incident-findings.ts";
import { listIncidentRecords } from "./list-incident-records.ts";
import { listRelatedItems } from "./list-related-items.ts";
import { listReplicationSets } from "./list-replication-sets.ts";
import { listResponsePlans } from "./list-response-plans.ts";
import { listTagsForResource } from "./list-tags-for-resource.ts";
import { listTimelineEvents } from "./list-timeline-events.ts";
import { putResourcePolicy } from "./put-resource-policy.ts";
import { startIncident } from "./start-incident.ts";
import { tagResource } from "./tag-resource.ts";
import { untagResource } from "./untag-resource.ts";
import { updateDeletionProtection } from "./update-deletion-protection.ts";
import { updateIncidentRecord } from "./update-incident-record.ts";
import { updateRelatedItems } from "./update-related-items.ts";
import { updateReplicationSet } from "./update-replication-set.ts";
import { updateResponsePlan } from "./update-response-plan.ts";
import { updateTimelineEvent } from "./update-timeline-event.ts";

const built: readonly ((given: Given) => Implementation)[] = [
  createReplicationSet,
  getReplicationSet,
  listReplicationSets,
  updateReplicationSet,
  updateDeletionProtection,
  deleteReplicationSet,

  createResponsePlan,
  getResponsePlan,
  listResponsePlans,
  updateResponsePlan,
  deleteResponsePlan,

  startIncident,
  getIncidentRecord,
  listIncidentRecords,
  updateIncidentRecord,
  deleteIncidentRecord,

  createTimelineEvent,
  getTimelineEvent,
  listTimelineEvents,
  updateTimelineEvent,
  deleteTimelineEvent,

  updateRelatedItems,
  listRelatedItems,

  listIncidentFindings,
  batchGetIncidentFindings,

  putResourcePolicy,
  getResourcePolicies,
  deleteResourcePolicy,

  tagResource,
  untagResource,
  listTagsForResource,
];

export const incidentsImplementations = (given: Given): ReadonlyMap<string, Implementation> =>
  new Map(built.map((build) => build(given)).map((it) => [it.operation.name, it]));
