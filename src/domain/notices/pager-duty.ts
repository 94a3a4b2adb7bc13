// What an incident shows of its integration with PagerDuty: a related item, or why there is none.
import type { RelatedItem } from "../../contract/incidents/related-item.ts";
import type { PagerDutyIntegration } from "../incident/incident.ts";
import type { Happening } from "../timeline.ts";

export const pagerDutyFailure = "SSM Incident PagerDuty Failure";

/** The type is Tocsin's: AWS's is not known. */
export const pagerDutyFailed = (
  { name, serviceId, secretId }: PagerDutyIntegration,
  reason: string,
): Happening => ({
  type: pagerDutyFailure,
  data: { integrationName: name, serviceId, secretId, reason: reason.replace(/\.$/u, "") },
});

/**
 * The incident in PagerDuty. Whoever wants it to stay open when ours is resolved, puts in its place one with
 * `autoResolve: false`. Source: user guide, API reference of PagerDutyIncidentDetail.
 */
export const pagerDutyItem = ({ name, secretId }: PagerDutyIntegration, id: string): RelatedItem => ({
  identifier: { type: "INCIDENT", value: { pagerDutyIncidentDetail: { id, autoResolve: true, secretId } } },
  title: name,
});
