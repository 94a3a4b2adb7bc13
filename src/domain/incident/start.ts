// How an incident begins: what the record takes from the call and what from the response plan, and what the timeline says of it.
import type { IncidentRecordSource, TriggerDetails } from "../../contract/incidents/incident.ts";
import type { RelatedItem } from "../../contract/incidents/related-item.ts";
import type { Violation } from "../../contract/violation.ts";
import type { ResponsePlan } from "../response-plan.ts";
import { incidentStarted, incidentTriggered } from "../timeline-happenings.ts";
import type { Happening } from "../timeline.ts";
import type { Incident } from "./incident.ts";

/** A wish for an incident, from a caller of the API or from an intake. */
export interface Start {
  /** Whose plan it is: twelve digits. */
  readonly account: string;
  readonly planName: string;
  readonly plan: ResponsePlan;
  /** Title and impact win over the plan's. An empty title counts as none. */
  readonly title?: string | undefined;
  readonly impact?: number | undefined;
  readonly triggerDetails?: TriggerDetails | undefined;
  /** In place of what plan and trigger say. */
  readonly dedupeString?: string | undefined;
  readonly relatedItems?: readonly RelatedItem[] | undefined;
  /** The ARN of who starts it. */
  readonly createdBy: string;
  /** That ARN again, or the service principal on whose behalf it is done. */
  readonly invokedBy: string;
}

/** What the rules do not decide. */
interface Birth {
  readonly arn: string;
  readonly dedupeString: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The source of incidents that people start. Source: CLI's examples. */
const manualSource = "aws.ssm-incidents.custom";

/** Only AWS's own services may name a source that begins with `aws.`. Source: API reference of TriggerDetails. */
export const reservedSource = (trigger: Pick<TriggerDetails, "source"> | undefined): Violation[] =>
  trigger?.source.toLowerCase().startsWith("aws.")
    ? [
        {
          path: "triggerDetails.source",
          value: `'${trigger.source}'`,
          constraint: "Member must not begin with aws., which is reserved",
        },
      ]
    : [];

const sourceOf = ({ createdBy, invokedBy, triggerDetails }: Start): IncidentRecordSource => ({
  createdBy,
  invokedBy,
  source: triggerDetails?.source ?? manualSource,
  resourceArn: triggerDetails?.triggerArn,
});

/** An incident must be recognisable on a small screen at night: without any title it bears the plan's name. */
const titleOf = ({ title, plan, planName }: Start): string =>
  title || plan.incidentTemplate.title || planName;

export function newIncident(start: Start, { now, ...birth }: Birth): Incident {
  const { incidentTemplate: template, chatChannel } = start.plan;
  return {
    ...birth,
    account: start.account,
    title: titleOf(start),
    summary: template.summary,
    status: "OPEN",
    impact: start.impact ?? template.impact,
    creationTime: now,
    lastModifiedTime: now,
    lastModifiedBy: start.createdBy,
    source: sourceOf(start),
    chatChannel,
    notificationTargets: template.notificationTargets ?? [],
    automationExecutions: [],
    pagerDuty: pagerDutyOf(start.plan),
  };
}

/** A plan has at most one integration. Source: API reference. */
function pagerDutyOf({ integrations }: ResponsePlan): Incident["pagerDuty"] {
  const it = integrations?.[0]?.pagerDutyConfiguration;
  if (it === undefined) return undefined;
  const { name, secretId, pagerDutyIncidentConfiguration } = it;
  return { name, secretId, serviceId: pagerDutyIncidentConfiguration.serviceId };
}

/** A trigger happened when it was detected; not later than it was told. */
export const triggerTime = ({ triggerDetails }: Start, now: number): number =>
  Math.min(triggerDetails?.timestamp.getTime() ?? now, now);

export const triggerEvent = (start: Start, createdIncident: boolean): Happening =>
  incidentTriggered({
    createdIncident,
    incidentSource: sourceOf(start).source,
    triggerArn: start.triggerDetails?.triggerArn,
    rawData: start.triggerDetails?.rawData,
  });

export function startEvent({ plan, triggerDetails }: Start, incidentTitle: string): Happening {
  const runbook = plan.actions?.[0]?.ssmAutomation;
  return incidentStarted({
    incidentTitle,
    contactsEngage: (plan.engagements ?? []).map((contactArn) => ({
      contactArn,
      contactName: contactArn.slice(contactArn.lastIndexOf("/") + 1),
    })),
    ssmDocumentName: runbook?.documentName,
    ssmDocumentVersion: runbook?.documentVersion,
    triggerArn: triggerDetails?.triggerArn,
  });
}
