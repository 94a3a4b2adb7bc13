// An alert as Alertmanager tells it, for tests.
import type { Alert } from "../alert.ts";

export const exampleAlert: Alert = {
  source: "prometheus.alertmanager",
  status: "FIRING",
  key: "fingerprint-1",
  title: "HighLatency",
  summary: "99th percentile above 2 s",
  severity: "critical",
  labels: {
    alertname: "HighLatency",
    severity: "critical",
    team: "checkout",
    "app.kubernetes.io/name": "shop",
  },
  relatedItems: [],
  payload: {
    alerts: [{ labels: { job: "api" }, value: 2.5 }],
    detail: { "instance-id": "i-1" },
    link: "https://grafana.example/d/1",
    resource: "arn:aws:ec2:us-east-1:111122223333:instance/i-1",
    none: null,
  },
  repeats: true,
  resolves: true,
};
