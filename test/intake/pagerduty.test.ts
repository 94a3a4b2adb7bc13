// Tools that send to PagerDuty send here when their address changes.
import { afterEach, beforeEach, expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { type AwsIntake, openIntake, planName } from "./aws-intake.ts";

const payload = {
  summary: "PING OK - Packet loss = 80%, RTA = 0.80 ms 'host acme-andromeda-sv1-c40 :: 179.21.24.50'",
  timestamp: "2026-11-23T08:00:00.000+0000",
  severity: "critical",
  source: "monitoringtool:cloudvendor:central-region-dc-01:852559987:cluster/api-stats-prod-003",
  component: "postgres",
  group: "prod-datapipe",
  class: "deploy",
  custom_details: { "ping time": "1500ms", "load avg": 0.75 },
};

forEachEngine((engine) => {
  let intake: AwsIntake;
  let routingKey: string;
  beforeEach(async () => {
    intake = await openIntake(engine);
    const made = await intake.call("/_tocsin/intake/keys/create", { responsePlanName: planName });
    routingKey = (made as { intakeKey: { key: string } }).intakeKey.key;
  });
  afterEach(() => intake[Symbol.asyncDispose]());

  const enqueue = async (event: object, path = "/v2/enqueue") => {
    const reply = await fetch(`${intake.tocsin.url}${path}`, {
      method: "POST",
      body: JSON.stringify({ routing_key: routingKey, ...event }),
    });
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
  };
  const trigger = {
    event_action: "trigger",
    payload,
    client: "Sample Monitoring Service",
    client_url: "https://monitoring.example.com",
    links: [{ href: "https://example.com/", text: "Link text" }],
  };

  it("a trigger opens an incident, is answered with its dedup_key, and its resolve resolves it", async () => {
    const { status, body } = await enqueue(trigger);
    expect({ status, body }).toEqual({
      status: 202,
      body: {
        status: "success",
        message: "Event processed",
        dedup_key: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    });
    const [incident] = await intake.incidents();
    expect(incident).toMatchObject({ title: `Checkout: ${payload.summary}`, status: "OPEN" });
    const items = await intake.relatedItems(incident?.arn ?? "");
    expect(items.map(({ title }) => title)).toEqual(
      expect.arrayContaining(["Link text", "Sample Monitoring Service"]),
    );
    const [told] = await intake.events(incident?.arn ?? "", "SSM Incident Trigger");
    expect(JSON.stringify(told)).toContain("load avg");
    expect(JSON.stringify(told)).not.toContain(routingKey);

    const { dedup_key } = body;
    expect(await enqueue({ event_action: "resolve", dedup_key })).toMatchObject({
      status: 202,
      body: { dedup_key },
    });
    expect(await intake.incidents()).toMatchObject([{ status: "RESOLVED" }]);
  });

  it("triggers of one dedup_key are one incident; an acknowledgment elsewhere is taken and changes nothing", async () => {
    const dedup_key = "samplekeyhere";
    for (const it of [trigger, trigger, { event_action: "acknowledge" }]) await enqueue({ ...it, dedup_key });
    const [incident, ...others] = await intake.incidents();
    expect([incident?.status, others]).toEqual(["OPEN", []]);
    expect(await intake.events(incident?.arn ?? "", "SSM Incident Trigger")).toHaveLength(2);
  });

  it("is also at /intake/pagerduty, and takes changes without effect", async () => {
    expect((await enqueue(trigger, `/intake/pagerduty/${planName}`)).status).toBe(202);
    const change = { payload: { summary: "Build Success", timestamp: "2026-11-23T08:00:00Z", source: "ci" } };
    expect(await enqueue(change, "/v2/change/enqueue")).toMatchObject({
      status: 202,
      body: { status: "success" },
    });
    expect(await intake.incidents()).toHaveLength(1);
  });

  it("refuses as PagerDuty does, naming every broken field", async () => {
    const broken = async (event: object) => {
      const { status, body } = await enqueue(event);
      expect([status, body["status"], body["message"]]).toEqual([
        400,
        "invalid event",
        "Event object is invalid",
      ]);
      return String(body["errors"]);
    };
    expect(await broken({})).toMatch(/'event_action'.*'payload'/);
    expect(await broken({ event_action: "shout", payload })).toContain("'event_action'");
    expect(await broken({ event_action: "resolve" })).toContain("'dedup_key'");
    expect(await broken({ event_action: "trigger", dedup_key: "k".repeat(256), payload })).toContain(
      "'dedup_key'",
    );
    for (const name of ["summary", "source", "severity"])
      expect(await broken({ ...trigger, payload: { ...payload, [name]: undefined } })).toContain(
        `'payload.${name}'`,
      );
    expect(await broken({ ...trigger, payload: { ...payload, severity: "mild" } })).toContain(
      "'payload.severity'",
    );
    expect(await intake.incidents()).toEqual([]);
  });

  it("refuses a routing key that is none", async () => {
    expect((await enqueue({ ...trigger, routing_key: "R".repeat(32) })).status).toBe(401);
    expect((await enqueue({ ...trigger, routing_key: "a".repeat(32) })).status).toBe(403);
  });
});
