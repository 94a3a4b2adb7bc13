// An alert as rules, templates and maintenance windows see it.
import type { Alert } from "../alert.ts";

export type RuledAlert = Readonly<Record<string, unknown>>;

/** Of fields that the alert lacks, there is nothing to see. */
export const ruledAlert = (alert: Alert, planName: string): RuledAlert => ({
  source: alert.source,
  status: alert.status,
  title: alert.title,
  ...(alert.summary !== undefined && { summary: alert.summary }),
  ...(alert.severity !== undefined && { severity: alert.severity }),
  key: alert.key,
  plan: planName,
  labels: alert.labels,
  payload: alert.payload,
});

/** What an alert may have. */
export const ruledFields: ReadonlySet<string> = new Set([
  "source",
  "status",
  "title",
  "summary",
  "severity",
  "key",
  "plan",
  "labels",
  "payload",
]);
