// An incident record: how it is kept, and how the API shows it.
import type {
  IncidentRecord,
  IncidentRecordSource,
  IncidentRecordSummary,
  IncidentStatus,
} from "../../contract/incidents/incident.ts";
import type { ChatChannel, NotificationTargets } from "../../contract/incidents/notification.ts";

export interface Incident {
  readonly arn: string;
  /** Twelve digits. */
  readonly account: string;
  readonly title: string;
  /** Absent when there is none; never empty. */
  readonly summary?: string | undefined;
  readonly status: IncidentStatus;
  /** 1 is critical, 5 is no impact. */
  readonly impact: number;
  /** Epoch milliseconds, as all times here. */
  readonly creationTime: number;
  /** Present while the incident is resolved. */
  readonly resolvedTime?: number | undefined;
  readonly lastModifiedTime: number;
  /** An ARN. */
  readonly lastModifiedBy: string;
  readonly source: IncidentRecordSource;
  /** Triggers with the same string fold into this incident while it is open. */
  readonly dedupeString: string;
  readonly chatChannel?: ChatChannel | undefined;
  readonly notificationTargets: NotificationTargets;
  readonly automationExecutions: NonNullable<IncidentRecord["automationExecutions"]>;
  /** As the response plan said when the incident began; no answer shows it. */
  readonly pagerDuty?: PagerDutyIntegration | undefined;
}

/** Where in PagerDuty an incident is told. */
export interface PagerDutyIntegration {
  readonly name: string;
  readonly serviceId: string;
  /** The name of a secret, or an ARN of AWS Secrets Manager. */
  readonly secretId: string;
}

const optionalTime = (time: number | undefined): Date | undefined =>
  time === undefined ? undefined : new Date(time);

/** Both lists are shown even when empty: the CLI's examples expect them. */
export const asRecord = (it: Incident): IncidentRecord => ({
  arn: it.arn,
  title: it.title,
  summary: it.summary,
  status: it.status,
  impact: it.impact,
  creationTime: new Date(it.creationTime),
  resolvedTime: optionalTime(it.resolvedTime),
  lastModifiedTime: new Date(it.lastModifiedTime),
  lastModifiedBy: it.lastModifiedBy,
  automationExecutions: it.automationExecutions,
  incidentRecordSource: it.source,
  dedupeString: it.dedupeString,
  chatChannel: it.chatChannel,
  notificationTargets: it.notificationTargets,
});

export const asSummary = (it: Incident): IncidentRecordSummary => ({
  arn: it.arn,
  title: it.title,
  status: it.status,
  impact: it.impact,
  creationTime: new Date(it.creationTime),
  resolvedTime: optionalTime(it.resolvedTime),
  incidentRecordSource: it.source,
});
