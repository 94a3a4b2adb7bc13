// Datadog's monitors open and resolve incidents through its webhooks, with our template and with its own.
import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { openIntake } from "./aws-intake.ts";

/** As the template of docs/alerts comes out. */
const told = (transition: string, more: object = {}) => ({
  title: `[P1] [${transition} on {host:ip-012345}] Host is Down`,
  body: "%%%\nThe host is down\n%%%",
  date: "1795420800000",
  alert_id: "1234",
  alert_title: `[${transition} on {host:ip-012345}] Host is Down`,
  alert_transition: transition,
  alert_scope: "host:ip-012345",
  alert_priority: "P1",
  alert_type: "error",
  alert_metric: "system.load.1",
  aggreg_key: "9bd4ac313a4d1e8fae2482df7b77628",
  hostname: "ip-012345",
  tags: "monitor, name:myService, role:computing-node",
  link: "https://app.datadoghq.com/event/jump_to?event_id=123456",
  snapshot: "",
  ...more,
});

forEachEngine((engine) => {
  it("opens an incident with the monitor's name, and resolves it when it has recovered", async () => {
    await using intake = await openIntake(engine);
    const send = async (transition: string, minute: number) =>
      (await intake.post("datadog", told(transition, { date: String(1795420800000 + minute * 60_000) })))
        .outcomes;
    expect(await send("Triggered", 0)).toEqual(["OPENED"]);
    const [incident] = await intake.incidents();
    expect(incident).toMatchObject({
      title: "Checkout: Host is Down (host:ip-012345)",
      incidentRecordSource: { source: "datadog.monitor" },
    });
    expect(await intake.relatedItems(incident?.arn ?? "")).toMatchObject([{ title: "Monitor in Datadog" }]);
    expect(await send("Re-Triggered", 1)).toEqual(["FOLDED"]);
    expect(await send("Warn", 2)).toEqual(["FOLDED"]);
    expect(await send("Recovered", 3)).toEqual(["RESOLVED"]);
    expect(await send("Re-Triggered", 1)).toEqual(["STALE"]);
  });

  it("reads the state from the title of Datadog's own template, in JSON and in a form", async () => {
    await using intake = await openIntake(engine);
    const own = (state: string) => ({
      title: `[${state}] [Memory Alert]`,
      body: "Memory is full",
      date: "1795420800000",
      id: "1",
      org: { id: "11023", name: "Example" },
    });
    expect((await intake.post("datadog", own("Triggered"))).outcomes).toEqual(["OPENED"]);
    const form = new URLSearchParams({
      title: "[Recovered] [Memory Alert]",
      date: "1795420900000",
    }).toString();
    const type = { "content-type": "application/x-www-form-urlencoded" };
    expect((await intake.post("datadog", form, type)).outcomes).toEqual(["RESOLVED"]);
    expect(await intake.incidents()).toMatchObject([
      { title: "Checkout: [Memory Alert]", status: "RESOLVED" },
    ]);
  });

  it("names every broken field", async () => {
    await using intake = await openIntake(engine);
    const { status, text } = await intake.post("datadog", { title: "", body: "b" });
    expect([status, text]).toEqual([400, expect.stringContaining("'title'")]);
    expect((await intake.post("datadog", { title: {}, alert_id: [] })).status).toBe(400);
  });
});
