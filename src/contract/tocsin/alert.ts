// Alerts: what came in of each cause, and what became of it.
import { type OutputOf, operation } from "../operation.ts";
import { integer, list, matching, required, string, structure, timestamp, words } from "../shape.ts";
import { always } from "./errors.ts";

const status = words("FIRING", "RESOLVED");

const outcome = words("OPENED", "FOLDED", "COUNTED", "RESOLVED", "NOTED", "SUPPRESSED", "IGNORED", "STALE");

const alert = structure("AlertSummary", {
  alertId: required(string()),
  responsePlanName: required(string()),
  source: required(string()),
  /** As the source names the cause; cut, where it is long. */
  key: required(string()),
  title: required(string()),
  status: required(status),
  /** Of the last alert of this cause, and why. */
  outcome: required(outcome),
  because: string(),
  /** How many alerts came of this cause. */
  received: required(integer()),
  incidentRecordArn: string(),
  /** While a maintenance window keeps it back. */
  suppressedUntil: timestamp(),
  firstSeen: required(timestamp()),
  lastSeen: required(timestamp()),
});

export const listAlerts = operation({
  name: "ListAlerts",
  http: { method: "POST", path: "/_tocsin/alerts/list", status: 200 },
  input: structure("ListAlertsInput", {
    /** To whose intake they came. */
    responsePlanName: string({ min: 1, max: 200, ...matching("^[a-zA-Z0-9-_]*$", /^[\w-]*$/) }),
    status,
    maxResults: integer({ min: 1, max: 100 }),
    nextToken: string({ max: 2000 }),
  }),
  output: structure("ListAlertsOutput", {
    /** Those seen last come first. */
    alerts: required(list(alert)),
    nextToken: string({ max: 2000 }),
  }),
  errors: [...always],
  paginated: { token: "nextToken", limit: "maxResults", items: "alerts" },
});

export type AlertSummary = OutputOf<typeof listAlerts>["alerts"][number];
