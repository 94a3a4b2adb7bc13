// The whole API of ssm-incidents: 31 operations over restJson1.
import { type ServiceContract, byName } from "../operation.ts";
import * as errors from "./errors.ts";
import * as findings from "./finding.ts";
import * as incidentRecords from "./incident.ts";
import * as relatedItems from "./related-item.ts";
import * as replicationSets from "./replication-set.ts";
import * as resourcePolicies from "./resource-policy.ts";
import * as responsePlans from "./response-plan.ts";
import * as tags from "./tag.ts";
import * as timelineEvents from "./timeline-event.ts";

export const incidents = {
  signingName: "ssm-incidents",
  protocol: "restJson1",
  errorText: "message",
  operations: byName([
    replicationSets.createReplicationSet,
    replicationSets.getReplicationSet,
    replicationSets.listReplicationSets,
    replicationSets.updateReplicationSet,
    replicationSets.updateDeletionProtection,
    replicationSets.deleteReplicationSet,
    responsePlans.createResponsePlan,
    responsePlans.getResponsePlan,
    responsePlans.listResponsePlans,
    responsePlans.updateResponsePlan,
    responsePlans.deleteResponsePlan,
    resourcePolicies.getResourcePolicies,
    resourcePolicies.putResourcePolicy,
    resourcePolicies.deleteResourcePolicy,
    incidentRecords.startIncident,
    incidentRecords.getIncidentRecord,
    incidentRecords.listIncidentRecords,
    incidentRecords.updateIncidentRecord,
    incidentRecords.deleteIncidentRecord,
    timelineEvents.createTimelineEvent,
    timelineEvents.getTimelineEvent,
    timelineEvents.listTimelineEvents,
    timelineEvents.updateTimelineEvent,
    timelineEvents.deleteTimelineEvent,
    relatedItems.listRelatedItems,
    relatedItems.updateRelatedItems,
    findings.listIncidentFindings,
    findings.batchGetIncidentFindings,
    tags.listTagsForResource,
    tags.tagResource,
    tags.untagResource,
  ]),
  errors: byName([
    errors.accessDenied,
    errors.conflict,
    errors.internalServer,
    errors.resourceNotFound,
    errors.serviceQuotaExceeded,
    errors.throttling,
    errors.validation,
  ]),
} satisfies ServiceContract;
