// How an alert begins an incident: title, impact, dedupe string and trigger, from the alert, the plan and the rule that matched.
import type { RelatedItem } from "../../contract/incidents/related-item.ts";
import { dedupeStringOf } from "../incident/dedupe.ts";
import type { Start } from "../incident/start.ts";
import type { ResponsePlan } from "../response-plan.ts";
import type { Alert } from "./alert.ts";
import { dedupeStringOfCause } from "./cause.ts";
import { cutText } from "./cut-text.ts";
import { rawDataOf } from "./raw-data.ts";
import type { Ruling } from "./rules/apply.ts";

/** Source: API reference. */
const longest = { title: 200, source: 50, triggerArn: 1000, dedupeString: 1000, items: 100 } as const;

/** Where an alert goes, and as what. */
export interface Destination {
  readonly account: string;
  /** To whose intake it came: part of what names its cause, whatever plan a rule chose. */
  readonly intake: string;
  readonly planName: string;
  readonly plan: ResponsePlan;
  readonly ruling: Ruling;
}

/** A rule's own words stand alone; else the plan's title is a prefix. Source: user guide. */
export function titleOf(alert: Pick<Alert, "title">, { plan, planName, ruling }: Destination): string {
  if (ruling.title !== undefined) return cutText(ruling.title, longest.title);
  const prefix = plan.incidentTemplate.title || planName;
  return cutText(alert.title === "" ? prefix : `${prefix}: ${alert.title}`, longest.title);
}

export const impactOf = ({ plan, ruling }: Destination): number =>
  ruling.impact ?? plan.incidentTemplate.impact;

/** The plan's, else the rule's, else that of the alarm or event, else one of the cause's own. */
function dedupeString(alert: Alert, { plan, intake, ruling }: Destination): string {
  const template = plan.incidentTemplate.dedupeString ?? ruling.dedupe?.slice(0, longest.dedupeString);
  return (
    dedupeStringOf({ dedupeString: template }, alert) ?? dedupeStringOfCause({ ...alert, planName: intake })
  );
}

interface Beginning {
  /** The ARN of who brought it. */
  readonly by: string;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly alsoRelated: readonly RelatedItem[];
}

export function startOf(alert: Alert, to: Destination, { by, now, alsoRelated }: Beginning): Start {
  const { account, planName, plan, ruling } = to;
  const relatedItems = [...alsoRelated, ...alert.relatedItems, ...(ruling.relatedItems ?? [])];
  return {
    account,
    planName,
    plan,
    title: titleOf(alert, to),
    impact: impactOf(to),
    dedupeString: dedupeString(alert, to),
    triggerDetails: {
      source: alert.source.slice(0, longest.source),
      timestamp: new Date(alert.time ?? now),
      triggerArn: alert.triggerArn?.slice(0, longest.triggerArn),
      rawData: rawDataOf(alert.payload),
    },
    relatedItems: relatedItems.slice(0, longest.items),
    ...starter(alert.source, { account, by }),
  };
}

interface Starter {
  readonly createdBy: string;
  readonly invokedBy: string;
}

/**
 * The alarms of CloudWatch start incidents through their service-linked role, rules of EventBridge for the role of their
 * target. Whoever else sends alerts is named by the intake.
 */
function starter(
  source: string,
  { account, by }: { readonly account: string; readonly by: string },
): Starter {
  if (source === "aws.cloudwatch") {
    const role = "AWSServiceRoleForCloudWatchAlarms_ActionSSMIncidents";
    return {
      createdBy: `arn:aws:sts::${account}:assumed-role/${role}/CloudWatchAlarms`,
      invokedBy: "ssm-incidents.alarms.cloudwatch.amazonaws.com",
    };
  }
  return { createdBy: by, invokedBy: source === "aws.events" ? "events.amazonaws.com" : by };
}
