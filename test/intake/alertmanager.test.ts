// Prometheus Alertmanager's webhook opens an incident for a group, and resolves it when the group is well again.
import { afterEach, beforeEach, expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { type AwsIntake, openIntake, planName } from "./aws-intake.ts";
import { a, b, group } from "./fixtures/alertmanager.ts";

const ended = "2026-11-23T08:05:00Z";

forEachEngine((engine) => {
  let intake: AwsIntake;
  const send = (payload: unknown) => intake.post("alertmanager", payload);
  beforeEach(async () => {
    intake = await openIntake(engine);
  });
  afterEach(() => intake[Symbol.asyncDispose]());

  it("opens one incident for a group, with its name, its payload and its links", async () => {
    const reply = await send(group(a, b));
    expect(reply).toMatchObject({ status: 202, outcomes: ["OPENED"] });
    const [incident, ...others] = await intake.incidents();
    expect(others).toEqual([]);
    expect(incident).toMatchObject({
      title: "Checkout: HighErrorRate (api, 2 firing)",
      status: "OPEN",
      impact: 2,
      incidentRecordSource: { source: "prometheus.alertmanager" },
    });
    const arn = incident?.arn ?? "";
    const [told] = await intake.events(arn, "SSM Incident Trigger");
    expect(told).toMatchObject({ rawData: expect.stringContaining("groupKey") });
    const links = (await intake.relatedItems(arn)).map(({ identifier, title }) => [
      title,
      identifier?.value?.url,
    ]);
    expect(links).toContainEqual(["Runbook of HighErrorRate", "https://runbooks.example.com/errors"]);
    expect(links).toContainEqual(["HighErrorRate: source", group(a).alerts[0]?.generatorURL]);
    expect(links).toContainEqual(["Alertmanager", "http://alertmanager:9093"]);
  });

  it("resolves it when the last alert of the group has ended, and not before", async () => {
    await send(group(a));
    expect((await send(group(a, b))).outcomes).toEqual(["FOLDED"]);
    await send(group({ ...a, endsAt: ended }, b));
    expect(await intake.incidents()).toMatchObject([{ status: "OPEN" }]);
    expect((await send(group({ ...b, endsAt: ended }))).outcomes).toEqual(["RESOLVED"]);
    expect(await intake.incidents()).toMatchObject([{ status: "RESOLVED" }]);
  });

  it("does not resolve it when the rest of the group was cut off, for that may fire", async () => {
    await send(group(a, b));
    const cut = { ...group({ ...a, endsAt: ended }), truncatedAlerts: 1 };
    expect(await send(cut)).toMatchObject({ status: 202, outcomes: [] });
    expect(await intake.incidents()).toMatchObject([{ status: "OPEN" }]);
  });

  it("opens nothing for what comes twice, late or replayed", async () => {
    await Promise.all([send(group(a)), send(group(a)), send(group(a))]);
    expect(await intake.incidents()).toHaveLength(1);
    await send(group({ ...a, endsAt: ended }));
    expect((await send(group({ ...a, endsAt: ended }))).outcomes).toEqual(["STALE"]);
    expect((await send(group(a))).outcomes).toEqual(["STALE"]);
    expect(await intake.incidents()).toMatchObject([{ status: "RESOLVED" }]);
  });

  it("opens a new incident when the group fires again", async () => {
    await send(group(a));
    await send(group({ ...a, endsAt: ended }));
    expect((await send(group({ ...a, startsAt: "2026-11-23T08:09:00Z" }))).outcomes).toEqual(["OPENED"]);
    expect(await intake.incidents()).toHaveLength(2);
  });

  it("opens one for each alert where the address says so", async () => {
    const made = await intake.call("/_tocsin/intake/keys/create", { responsePlanName: planName });
    const { key } = (made as { intakeKey: { key: string } }).intakeKey;
    const post = async (by: string, payload: unknown) => {
      const url = `${intake.tocsin.url}/intake/alertmanager/${planName}?by=${by}&key=${key}`;
      const reply = await fetch(url, { method: "POST", body: JSON.stringify(payload) });
      return { status: reply.status, body: await reply.json() };
    };
    await post("alert", group(a, b));
    const open = (await intake.incidents()).map(({ title }) => title);
    expect(open).toEqual(["Checkout: HighErrorRate (api)", "Checkout: HighErrorRate (api)"]);
    expect(await post("alert", group({ ...a, endsAt: ended }, b))).toMatchObject({
      body: { alerts: [{ outcome: "RESOLVED" }, { outcome: "FOLDED" }] },
    });
    const states = (await intake.incidents()).map(({ status }) => status);
    expect(new Set(states)).toEqual(new Set(["OPEN", "RESOLVED"]));
    expect((await post("day", group(a))).status).toBe(400);
    const many = Array.from({ length: 1001 }, (_, at) => ({ ...a, instance: `10.0.0.${at}:9100` }));
    expect(await post("alert", group(...many))).toMatchObject({ status: 400 });
    expect((await post("group", group(...many))).status).toBe(202);
  });

  it("names every broken field", async () => {
    const { text, status } = await send({
      ...group(a),
      groupKey: undefined,
      status: "burning",
      alerts: [{ ...group(a).alerts[0], status: "odd", labels: undefined }],
    });
    expect(status).toBe(400);
    for (const field of ["groupKey", "status", "alerts.1.member.status", "alerts.1.member.labels"])
      expect(text).toContain(`'${field}'`);
    expect((await send({ ...group(a), alerts: [] })).text).toContain("'alerts'");
    expect((await send("{")).status).toBe(400);
    expect((await send("[]")).status).toBe(400);
    expect(await intake.incidents()).toEqual([]);
  });
});
