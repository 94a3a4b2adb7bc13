// Events of EventBridge, of which the rules of a plan choose what is an incident.
import { UpdateIncidentRecordCommand } from "@aws-sdk/client-ssm-incidents";
import { expect, test } from "vitest";
import { forEachEngine, sqlite } from "../harness/engines.ts";
import { openIntake, planName } from "./aws-intake.ts";
import { alarmArn, alarmEvent } from "./fixtures/aws/alarms.ts";
import { deployment, instanceArn, instanceStopped } from "./fixtures/aws/events.ts";
import { openTopic } from "./sns-topic.ts";

forEachEngine((engine) => {
  test("an event opens an incident about its resources; those of the same source are folded into it", async () => {
    await using intake = await openIntake(engine);
    expect(await intake.post("eventbridge", instanceStopped())).toMatchObject({
      status: 202,
      outcomes: ["OPENED"],
    });
    const [incident] = await intake.incidents();
    expect(incident).toMatchObject({
      title: "Checkout: EC2 Instance State-change Notification",
      incidentRecordSource: {
        source: "aws.events",
        resourceArn: "arn:aws:events:eu-west-1:444455556666:event-source/aws.ec2",
      },
    });
    const items = await intake.relatedItems(incident?.arn ?? "");
    expect(items.map(({ identifier }) => identifier)).toMatchObject([
      { type: "INVOLVED_RESOURCE", value: { arn: instanceArn } },
    ]);
    const [trigger] = await intake.events(incident?.arn ?? "", "SSM Incident Trigger");
    expect(JSON.parse(String(trigger?.["rawData"]))).toEqual(instanceStopped());
    const other = instanceStopped({ id: "another", time: "2026-11-23T08:25:00Z" });
    expect(await intake.post("eventbridge", other)).toMatchObject({ outcomes: ["FOLDED"] });
    const elsewhere = { ...instanceStopped(), source: "com.example.shop", id: "third" };
    expect(await intake.post("eventbridge", elsewhere)).toMatchObject({ outcomes: ["OPENED"] });
  });
});

test("several events at once are taken each on its own, by topic too", async () => {
  await using topic = await openTopic();
  await using intake = await openIntake(sqlite, { TOCSIN_SNS_ORIGINS: topic.origin });
  const events = [instanceStopped(), alarmEvent(), deployment("START", "2026-11-23T08:00:00Z")];
  expect(await intake.post("eventbridge", events)).toMatchObject({
    outcomes: ["OPENED", "OPENED", "IGNORED"],
  });
  const sources = (await intake.incidents()).map(({ incidentRecordSource: it }) => it?.source);
  expect(new Set(sources)).toEqual(new Set(["aws.cloudwatch", "aws.events"]));
  const another = { ...instanceStopped(), source: "com.example.shop" };
  expect(await intake.post("eventbridge", topic.notification(another))).toMatchObject({
    outcomes: ["OPENED"],
  });
});

forEachEngine((engine) => {
  test("rules choose what is an incident, how grave it is, and what is the same", async () => {
    await using intake = await openIntake(engine);
    const rules = [
      {
        name: "failed deployments",
        when: JSON.stringify({ payload: { source: ["aws.codedeploy"], detail: { state: ["FAILURE"] } } }),
        title: "{{payload.detail.application}} was not deployed",
        impact: 1,
      },
      {
        name: "orders, one by one",
        when: JSON.stringify({ payload: { source: [{ prefix: "com.example." }] } }),
        dedupe: "order {{payload.detail.order}}",
      },
      { name: "nothing else", ignore: true },
    ];
    await intake.call("/_tocsin/alert-settings/put", { responsePlanName: planName, rules });
    const order = (id: string, number: number) => ({
      ...instanceStopped({ id }),
      source: "com.example.shop",
      resources: [],
      detail: { order: number },
    });
    const events = [
      deployment("START", "2026-11-23T08:00:00Z"),
      deployment("FAILURE", "2026-11-23T08:05:00Z"),
      instanceStopped(),
      order("a", 1),
      order("b", 2),
    ];
    expect(await intake.post("eventbridge", events)).toMatchObject({
      outcomes: ["IGNORED", "OPENED", "IGNORED", "OPENED", "OPENED"],
    });
    expect(await intake.post("eventbridge", order("c", 1))).toMatchObject({ outcomes: ["FOLDED"] });
    const failed = (await intake.incidents()).filter(({ impact }) => impact === 1);
    expect(failed.map(({ title }) => title)).toEqual(["checkout was not deployed"]);
  });

  test("a replayed event opens nothing once its incident is resolved", async () => {
    await using intake = await openIntake(engine);
    await intake.post("eventbridge", instanceStopped());
    const [incident] = await intake.incidents();
    const resolved = new UpdateIncidentRecordCommand({ arn: incident?.arn, status: "RESOLVED" });
    await intake.tocsin.incidents.send(resolved);
    expect(await intake.post("eventbridge", instanceStopped())).toMatchObject({ outcomes: ["STALE"] });
    const later = instanceStopped({ id: "another", time: "2026-11-23T08:25:00Z" });
    expect(await intake.post("eventbridge", later)).toMatchObject({ outcomes: ["OPENED"] });
  });
});

test("the event of an alarm is that alarm, and its OK resolves", async () => {
  await using intake = await openIntake(sqlite);
  await intake.post("eventbridge", alarmEvent());
  expect((await intake.incidents())[0]?.incidentRecordSource).toMatchObject({
    source: "aws.cloudwatch",
    resourceArn: alarmArn,
  });
  const ok = alarmEvent({ state: "OK", at: "2026-11-23T08:30:00.000" });
  expect(await intake.post("eventbridge", ok)).toMatchObject({ outcomes: ["RESOLVED"] });
});

test("the API key of a connection is an intake key in its header", async () => {
  await using intake = await openIntake(sqlite);
  const made = (await intake.call("/_tocsin/intake/keys/create", { responsePlanName: "checkout" })) as {
    readonly intakeKey: { readonly key: string };
  };
  const send = (key: string) =>
    fetch(`${intake.tocsin.url}/intake/eventbridge/checkout`, {
      method: "POST",
      headers: { "x-api-key": key, "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(instanceStopped()),
    });
  expect((await send("a".repeat(32))).status).toBe(403);
  expect((await send(made.intakeKey.key)).status).toBe(202);
});

test.each([
  ["nothing", {}],
  ["no source", { ...instanceStopped(), source: undefined }],
  ["an account that is none", { ...instanceStopped(), account: "me" }],
  ["no events", []],
  ["an event that is none", [instanceStopped(), 5]],
  [
    "a deployment without its id",
    { ...deployment("START", "2026-11-23T08:00:00Z"), detail: { state: "START" } },
  ],
])("an event that has %s is refused", async (_, event) => {
  await using intake = await openIntake(sqlite);
  expect((await intake.post("eventbridge", event)).status).toBe(400);
  expect(await intake.incidents()).toEqual([]);
});
