// Grafana's alerting opens and resolves incidents, in its present form and in that of old dashboards.
import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { openIntake } from "./aws-intake.ts";
import { dashboardAlert, grafanaGroup } from "./fixtures/grafana.ts";

forEachEngine((engine) => {
  it("opens an incident for a group, with links to panel, dashboard and silence, and resolves it", async () => {
    await using intake = await openIntake(engine);
    expect(await intake.post("grafana", grafanaGroup())).toMatchObject({ status: 202, outcomes: ["OPENED"] });
    const [incident] = await intake.incidents();
    expect(incident).toMatchObject({
      title: "Checkout: High memory usage (Shop)",
      incidentRecordSource: { source: "grafana.alerting" },
    });
    const links = (await intake.relatedItems(incident?.arn ?? "")).map(
      ({ identifier }) => identifier?.value?.url,
    );
    expect(links).toEqual(
      expect.arrayContaining([
        "https://grafana.example.com/d/shop?viewPanel=2",
        "https://grafana.example.com/d/shop",
        "https://grafana.example.com/alerting/silence/new?alertmanager=grafana",
        "https://runbooks.example.com/memory",
      ]),
    );
    expect((await intake.post("grafana", grafanaGroup())).outcomes).toEqual(["FOLDED"]);
    expect((await intake.post("grafana", grafanaGroup("2026-11-23T08:00:00Z"))).outcomes).toEqual([
      "RESOLVED",
    ]);
  });

  it("understands alerts of dashboards, and takes states that are no news without effect", async () => {
    await using intake = await openIntake(engine);
    const outcomes: string[][] = [];
    for (const state of ["pending", "alerting", "alerting", "ok", "no_data"])
      outcomes.push((await intake.post("grafana", dashboardAlert(state))).outcomes);
    expect(outcomes.slice(0, 4)).toEqual([[], ["OPENED"], ["FOLDED"], ["RESOLVED"]]);
    expect(outcomes[4]).toEqual(["OPENED"]);
    const titles = (await intake.incidents()).map(({ title }) => title);
    expect(new Set(titles)).toEqual(
      new Set(["Checkout: Panel Title alert", "Checkout: Panel Title alert (no data)"]),
    );
  });

  it("names every broken field", async () => {
    await using intake = await openIntake(engine);
    const group = await intake.post("grafana", { ...grafanaGroup(), groupKey: "", alerts: null });
    expect([group.status, group.text]).toEqual([400, expect.stringMatching(/'groupKey'.*'alerts'/)]);
    const old = await intake.post("grafana", { ruleId: 7, ruleName: "", state: null });
    expect([old.status, old.text]).toEqual([400, expect.stringMatching(/'ruleName'.*'state'/)]);
  });
});
