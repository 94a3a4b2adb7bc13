// Sentry: issue alerts and metric alerts, as an integration of its platform gets them. Source: its documentation.
import { createHmac, timingSafeEqual } from "node:crypto";
import { ApiError } from "../contract/api-error.ts";
import { required, string, structure } from "../contract/shape.ts";
import type { Alert } from "../domain/alerts/alert.ts";
import { linksOf } from "./links.ts";
import { jsonOf, read } from "./payload.ts";
import type { Received, Source } from "./source.ts";
import { timeOf } from "./time.ts";

export const sentry: Source = {
  name: "sentry",
  read: (received) => {
    checkSignature(received);
    const resource = received.request.headers.get("sentry-hook-resource");
    if (resource === undefined)
      throw new ApiError("ValidationException", "The header Sentry-Hook-Resource is missing.");
    // What else it tells, such as comments and installations, is no trouble.
    const alertOf = resources.get(resource);
    if (alertOf === undefined) return { alerts: [] };
    const alert = alertOf(jsonOf(received.request));
    return { alerts: alert === undefined ? [] : [alert] };
  },
};

/** Where the intake key was made with the integration's client secret, Sentry must have signed. */
function checkSignature({ request: { body, headers }, signingSecret }: Received): void {
  if (signingSecret === undefined) return;
  const expected = createHmac("sha256", signingSecret).update(body).digest();
  const shown = Buffer.from(headers.get("sentry-hook-signature") ?? "", "hex");
  if (shown.length === expected.length && timingSafeEqual(shown, expected)) return;
  throw new ApiError("AccessDeniedException", "The header Sentry-Hook-Signature is missing or wrong.");
}

const text = string({ max: 65_536 });
const id = required(string({ min: 1, max: 256 }));
const title = required(string({ min: 1, max: 65_536 }));

const issueAlert = structure("IssueAlert", {
  data: required(
    structure("IssueAlertData", {
      event: required(
        structure("Event", {
          issue_id: id,
          title,
          datetime: text,
          level: text,
          culprit: text,
          environment: text,
          platform: text,
          release: text,
          web_url: text,
        }),
      ),
      triggered_rule: text,
    }),
  ),
});

const metricAlert = structure("MetricAlert", {
  action: required(string({ min: 1, max: 256 })),
  data: required(
    structure("MetricAlertData", {
      metric_alert: required(
        structure("Incident", {
          id,
          title,
          date_started: text,
          date_closed: text,
          alert_rule: structure("AlertRule", { id: string({ max: 256 }), name: text, environment: text }),
        }),
      ),
      description_text: text,
      web_url: text,
    }),
  ),
});

const issueChange = structure("IssueChange", {
  action: required(string({ min: 1, max: 256 })),
  data: required(structure("IssueChangeData", { issue: required(structure("Issue", { id, title })) })),
});

type AlertOf = (payload: Readonly<Record<string, unknown>>) => Alert | undefined;

const always = { source: "sentry", repeats: true, resolves: true } as const;

const ofIssueAlert: AlertOf = (payload) => {
  const { event, triggered_rule: rule } = read(issueAlert, payload).data;
  const { issue_id: issue, title, level, culprit, environment, platform, release, web_url: url } = event;
  return {
    ...always,
    status: "FIRING",
    key: `issue/${issue}`,
    time: timeOf(event.datetime),
    title,
    summary: culprit,
    severity: level,
    labels: labelsOf({ rule, level, culprit, environment, platform, release }),
    relatedItems: linksOf([{ title: "Event in Sentry", url }]),
    payload,
  };
};

const ofMetricAlert: AlertOf = (payload) => {
  const { action, data } = read(metricAlert, payload);
  const { id, title, alert_rule: rule, date_started: started, date_closed: closed } = data.metric_alert;
  const isOver = action === "resolved";
  return {
    ...always,
    status: isOver ? "RESOLVED" : "FIRING",
    // Each time it fires has an id of its own; the rule is what stays.
    key: `metric/${rule?.id ?? id}`,
    time: timeOf(isOver ? closed : started),
    title,
    summary: data.description_text,
    severity: isOver ? undefined : action,
    labels: labelsOf({ rule: rule?.name, environment: rule?.environment }),
    relatedItems: linksOf([{ title: "Alert in Sentry", url: data.web_url }]),
    payload,
  };
};

/** Of issues only their end is told here: that they begin is what alert rules are for. */
const endsOfIssues: ReadonlySet<string> = new Set(["resolved", "archived", "ignored"]);

const ofIssue: AlertOf = (payload) => {
  const { action, data } = read(issueChange, payload);
  if (!endsOfIssues.has(action)) return undefined;
  const { id, title } = data.issue;
  return { ...always, status: "RESOLVED", key: `issue/${id}`, title, labels: {}, relatedItems: [], payload };
};

const resources: ReadonlyMap<string, AlertOf> = new Map([
  ["event_alert", ofIssueAlert],
  ["metric_alert", ofMetricAlert],
  ["issue", ofIssue],
]);

const labelsOf = (labels: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(labels).filter((label): label is [string, string] => label[1] !== undefined),
  );
