// What any event of EventBridge means to people.
import type { RelatedItem } from "../../../contract/incidents/related-item.ts";
import type { Alert } from "../alert.ts";
import { awsArn, isArn } from "./arn.ts";

/** What every event has. Source: EventBridge's user guide. */
export interface AwsEvent {
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** Epoch milliseconds. */
  readonly time: number;
  /** ARNs, as a rule. */
  readonly resources: readonly string[];
  /** The whole event. */
  readonly payload: unknown;
}

const mostResources = 50;

/**
 * Events of the same source belong to the same open incident, as Incident Manager has it by default (user guide): so says the
 * trigger's ARN. A rule's `dedupe` tells them apart as far as their keys do. Nothing in an event says that a trouble is over.
 */
export const alertOfEvent = (event: AwsEvent): Alert => ({
  source: "aws.events",
  status: "FIRING",
  key: keyOf(event),
  time: event.time,
  title: event.detailType,
  triggerArn: sourceArn(event),
  labels: {
    eventSource: event.source,
    detailType: event.detailType,
    account: event.account,
    region: event.region,
  },
  relatedItems: [...new Set(event.resources)].filter(isArn).slice(0, mostResources).map(involved),
  payload: event.payload,
  repeats: false,
  resolves: false,
});

/** Of the same kind about the same resources; of one that names none, nothing else is known to be about the same. */
const keyOf = ({ account, region, source, detailType, resources, id }: AwsEvent): string =>
  [account, region, source, detailType, ...(resources.length > 0 ? resources.toSorted() : [id])].join(" ");

/** Events do not name the rule that sent them on. In the form in which EventBridge writes its partners' sources. */
const sourceArn = (event: AwsEvent): string | undefined => {
  const arn = awsArn("events", event, `event-source/${event.source}`);
  return isArn(arn) ? arn : undefined;
};

const involved = (arn: string): RelatedItem => ({
  identifier: { type: "INVOLVED_RESOURCE", value: { arn } },
});
