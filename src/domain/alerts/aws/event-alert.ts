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
 * Events of the same source are the same trouble until its incident is resolved, as Incident Manager has it by default (user
 * guide); a rule's `dedupe` tells them apart. Nothing in an event says that a trouble is over.
 */
export const alertOfEvent = (event: AwsEvent): Alert => ({
  source: "aws.events",
  status: "FIRING",
  key: `${event.account} ${event.region} ${event.source}`,
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

/** Events do not name the rule that sent them on. In the form in which EventBridge writes its partners' sources. */
const sourceArn = (event: AwsEvent): string | undefined => {
  const arn = awsArn("events", event, `event-source/${event.source}`);
  return isArn(arn) ? arn : undefined;
};

const involved = (arn: string): RelatedItem => ({
  identifier: { type: "INVOLVED_RESOURCE", value: { arn } },
});
