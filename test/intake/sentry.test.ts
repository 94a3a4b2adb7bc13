// Sentry's issue alerts and metric alerts open incidents; a resolved issue or metric resolves them.
import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { openIntake, planName } from "./aws-intake.ts";

const actor = { id: "sentry", name: "Sentry", type: "application" };

const issueAlert = (datetime = "2026-11-23T08:00:00.000000Z") => ({
  action: "triggered",
  actor,
  data: {
    event: {
      event_id: "e4874d664c3540c1a32eab185f12c5ab",
      issue_id: "1170820242",
      title: "ReferenceError: heck is not defined",
      culprit: "?(<anonymous>)",
      level: "error",
      platform: "javascript",
      datetime,
      tags: [
        ["browser", "Chrome 75.0.3770"],
        ["odd", null],
      ],
      timestamp: 1566248777.677,
      url: "https://sentry.io/api/0/projects/test-org/front-end/events/e4874d66/",
      web_url: "https://sentry.io/organizations/test-org/issues/1170820242/events/e4874d66/",
      issue_url: "https://sentry.io/api/0/issues/1170820242/",
    },
    triggered_rule: "Very Important Alert Rule!",
  },
  installation: { uuid: "a8e5d37a-696c-4c54-adb5-b3f28d64c7de" },
});

const metricAlert = (action: string) => ({
  action,
  actor,
  data: {
    description_text: "1000 events in the last 10 minutes",
    description_title: `${action}: Too many errors`,
    metric_alert: {
      id: "4",
      identifier: "1",
      title: "Too many errors",
      date_started: "2026-11-23T08:00:00.000000Z",
      date_closed: action === "resolved" ? "2026-11-23T08:10:00.000000Z" : null,
      alert_rule: { id: "7", name: "Too many errors", environment: null },
      projects: ["bar"],
    },
    web_url: "https://sentry.io/organizations/test-org/alerts/1/",
  },
});

const issue = (action: string) => ({
  action,
  actor,
  data: { issue: { id: "1170820242", title: "ReferenceError: heck is not defined", status: action } },
});

const of = (resource: string) => ({ "sentry-hook-resource": resource });

forEachEngine((engine) => {
  it("an issue alert opens an incident, and the resolved issue resolves it", async () => {
    await using intake = await openIntake(engine);
    expect((await intake.post("sentry", issueAlert(), of("event_alert"))).outcomes).toEqual(["OPENED"]);
    const [incident] = await intake.incidents();
    expect(incident?.title).toBe("Checkout: ReferenceError: heck is not defined");
    expect(await intake.relatedItems(incident?.arn ?? "")).toMatchObject([{ title: "Event in Sentry" }]);
    const again = issueAlert("2026-11-23T08:01:00Z");
    expect((await intake.post("sentry", again, of("event_alert"))).outcomes).toEqual(["FOLDED"]);
    expect((await intake.post("sentry", issue("assigned"), of("issue"))).outcomes).toEqual([]);
    expect((await intake.post("sentry", issue("resolved"), of("issue"))).outcomes).toEqual(["RESOLVED"]);
  });

  it("a metric alert opens an incident, gets worse in it, and resolves it", async () => {
    await using intake = await openIntake(engine);
    const send = async (action: string) =>
      (await intake.post("sentry", metricAlert(action), of("metric_alert"))).outcomes;
    expect(await send("warning")).toEqual(["OPENED"]);
    expect(await send("critical")).toEqual(["FOLDED"]);
    expect(await send("resolved")).toEqual(["RESOLVED"]);
    expect(await intake.incidents()).toMatchObject([
      { title: "Checkout: Too many errors", status: "RESOLVED" },
    ]);
  });

  it("takes what is no trouble without effect, and names every broken field", async () => {
    await using intake = await openIntake(engine);
    expect(await intake.post("sentry", { action: "created" }, of("installation"))).toMatchObject({
      status: 202,
      outcomes: [],
    });
    expect(await intake.post("sentry", issueAlert())).toMatchObject({
      status: 400,
      text: expect.stringContaining("Sentry-Hook-Resource"),
    });
    const { status, text } = await intake.post("sentry", { data: { event: {} } }, of("event_alert"));
    expect([status, text]).toEqual([
      400,
      expect.stringMatching(/'data\.event\.issue_id'.*'data\.event\.title'/),
    ]);
  });

  it("where the key was made with the client secret, takes what is signed with it alone", async () => {
    await using intake = await openIntake(engine);
    const signingSecret = "0123456789abcdef0123456789abcdef";
    const made = await intake.call("/_tocsin/intake/keys/create", {
      responsePlanName: planName,
      sources: ["sentry"],
      signingSecret,
    });
    const { key } = (made as { intakeKey: { key: string } }).intakeKey;
    const body = JSON.stringify(issueAlert());
    const signature = createHmac("sha256", signingSecret).update(body).digest("hex");
    const send = async (sent: string, headers: Record<string, string>) => {
      const url = `${intake.tocsin.url}/intake/sentry/${planName}/${key}`;
      const reply = await fetch(url, {
        method: "POST",
        body: sent,
        headers: { ...of("event_alert"), ...headers },
      });
      return reply.status;
    };
    expect(await send(body, {})).toBe(403);
    expect(await send(body, { "sentry-hook-signature": "00".repeat(32) })).toBe(403);
    expect(await send(`${body} `, { "sentry-hook-signature": signature })).toBe(403);
    expect(await send(body, { "sentry-hook-signature": signature })).toBe(202);
    expect(await intake.incidents()).toHaveLength(1);
  });
});
