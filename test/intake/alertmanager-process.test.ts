// A real Prometheus Alertmanager fires and resolves into Tocsin.
import { expect, it } from "vitest";
import { alertmanager, alertmanagerIsInstalled } from "../harness/alertmanager.ts";
import { sqlite } from "../harness/engines.ts";
import { openIntake, planName } from "./aws-intake.ts";

if (!alertmanagerIsInstalled)
  console.log("skipped: Prometheus Alertmanager is not installed, nor is TOCSIN_TEST_ALERTMANAGER set");

it.skipIf(!alertmanagerIsInstalled)(
  "an alert of Prometheus opens an incident through Alertmanager, and its end resolves it",
  { timeout: 60_000 },
  async () => {
    await using intake = await openIntake(sqlite);
    const made = (await intake.call("/_tocsin/intake/keys/create", { responsePlanName: planName })) as {
      readonly intakeKey: { readonly key: string };
    };
    const webhook = `${intake.tocsin.url}/intake/alertmanager/${planName}`;
    await using prometheus = await alertmanager(webhook, made.intakeKey.key);
    const alert = {
      labels: { alertname: "HighErrorRate", service: "api", severity: "critical", instance: "10.0.0.1:9100" },
      annotations: { summary: "More than 5 % of requests fail" },
      generatorURL: "http://prometheus:9090/graph",
      startsAt: new Date().toISOString(),
    };
    const states = async () => (await intake.incidents()).map(({ title, status }) => [title, status]);
    const title = "Checkout: HighErrorRate (api)";

    await prometheus.post(alert);
    await expect.poll(states, { timeout: 20_000 }).toEqual([[title, "OPEN"]]);

    await prometheus.post({ ...alert, endsAt: new Date().toISOString() });
    await expect.poll(states, { timeout: 20_000 }).toEqual([[title, "RESOLVED"]]);
  },
);
