// Grafana: the webhook of its alerting, grouped as Alertmanager's, and that of dashboard alerts before Grafana 9.
import { type Infer, integer, map, required, string, structure } from "../contract/shape.ts";
import type { Alert } from "../domain/alerts/alert.ts";
import { alertGroup, alertsOfGroup } from "./alert-group.ts";
import { linksOf } from "./links.ts";
import { jsonOf, read } from "./payload.ts";
import type { Source } from "./source.ts";

const sender = { source: "grafana.alerting", name: "Grafana" };

export const grafana: Source = {
  name: "grafana",
  tooFast: 503,
  read: ({ request }) => {
    const payload = jsonOf(request);
    return {
      alerts: Object.hasOwn(payload, "ruleId")
        ? dashboardAlerts(read(dashboardAlert, payload), payload)
        : alertsOfGroup(read(alertGroup, payload), { sender, query: request.query, payload }),
    };
  },
};

const dashboardAlert = structure("DashboardAlert", {
  ruleId: required(integer()),
  ruleName: required(string({ min: 1, max: 10_000 })),
  state: required(string({ max: 100 })),
  ruleUrl: string({ max: 65_536 }),
  message: string({ max: 1_048_576 }),
  orgId: integer(),
  tags: map(string({ max: 1024 }), string({ max: 65_536 }), { max: 500 }),
});

/** What its state means; the others, such as `pending`, are no news. */
const statuses: ReadonlyMap<string, Alert["status"]> = new Map([
  ["alerting", "FIRING"],
  ["no_data", "FIRING"],
  ["ok", "RESOLVED"],
]);

function dashboardAlerts(it: Infer<typeof dashboardAlert>, payload: unknown): Alert[] {
  const { ruleId, ruleName, orgId = 1, tags = {} } = it;
  const status = statuses.get(it.state);
  if (status === undefined) return [];
  return [
    {
      source: sender.source,
      status,
      key: `org ${orgId}, rule ${ruleId}`,
      title: it.state === "no_data" ? `${ruleName} (no data)` : ruleName,
      summary: it.message,
      severity: tags["severity"],
      labels: Object.fromEntries(Object.entries(tags)),
      relatedItems: linksOf([{ title: "Rule in Grafana", url: it.ruleUrl }]),
      payload,
      repeats: true,
      resolves: true,
    },
  ];
}
