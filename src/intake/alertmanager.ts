// Prometheus Alertmanager: its webhook, one incident for each of its groups.
import { alertGroup, alertsOfGroup } from "./alert-group.ts";
import { jsonOf, read } from "./payload.ts";
import type { Source } from "./source.ts";

const sender = { source: "prometheus.alertmanager", name: "Alertmanager" };

export const alertmanager: Source = {
  name: "alertmanager",
  // It repeats at 5xx alone; after a 429 it would wait until the group changes.
  tooFast: 503,
  read: ({ request }) => {
    const payload = jsonOf(request);
    return {
      alerts: alertsOfGroup(read(alertGroup, payload), { sender, query: request.query, payload }),
    };
  },
};
