// Alarms open incidents and resolve them, whichever way they come, and leave what runbooks look for.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { forEachEngine, sqlite } from "../harness/engines.ts";
import { type AwsIntake, openIntake } from "./aws-intake.ts";
import {
  alarmAction,
  alarmArn,
  alarmEvent,
  alarmMessage,
  compositeEvent,
  compositeMessage,
  instance,
  mathMessage,
} from "./fixtures/aws/alarms.ts";

const raw = { "x-amz-sns-rawdelivery": "true" };

const forms = [
  ["a topic of SNS", alarmMessage],
  ["a rule of EventBridge", alarmEvent],
  ["an alarm's Lambda action", alarmAction],
] as const;

forEachEngine((engine) => {
  test.each(forms)("an alarm from %s opens an incident and resolves it", async (_, formOf) => {
    await using intake = await openIntake(engine);
    expect(await intake.post("cloudwatch", formOf(), raw)).toMatchObject({
      status: 202,
      outcomes: ["OPENED"],
    });
    const [incident] = await intake.incidents();
    expect(incident).toMatchObject({
      title: "Checkout: checkout-cpu",
      impact: 2,
      status: "OPEN",
      incidentRecordSource: { source: "aws.cloudwatch", resourceArn: alarmArn },
    });
    const arn = incident?.arn ?? "";
    const [trigger] = await intake.events(arn, "SSM Incident Trigger");
    expect(trigger).toMatchObject({
      createdIncident: true,
      incidentSource: "aws.cloudwatch",
      triggerArn: alarmArn,
    });
    // As the user guide's runbook finds the instance.
    const event = JSON.parse(String(trigger?.["rawData"]));
    expect(event).toMatchObject({
      "detail-type": "CloudWatch Alarm State Change",
      source: "aws.cloudwatch",
      account: "444455556666",
      region: "eu-west-1",
      time: "2026-11-23T08:15:30Z",
      resources: [alarmArn],
      detail: { alarmName: "checkout-cpu", state: { value: "ALARM" }, previousState: { value: "OK" } },
    });
    expect(event.detail.configuration.metrics[0].metricStat.metric.dimensions.InstanceId).toBe(instance);
    expect(event.detail.configuration.metrics[0].metricStat).toMatchObject({ period: 300, stat: "Average" });

    const ok = formOf({ state: "OK", at: "2026-11-23T08:30:00.000" });
    expect(await intake.post("cloudwatch", ok, raw)).toMatchObject({ outcomes: ["RESOLVED"] });
    expect((await intake.incidents()).map(({ status }) => status)).toEqual(["RESOLVED"]);
  });

  test("the same alarm by all three ways is one incident", async () => {
    await using intake = await openIntake(engine);
    for (const [, formOf] of forms) await intake.post("cloudwatch", formOf(), raw);
    expect(await intake.incidents()).toHaveLength(1);
  });

  test("an OK that overtakes its ALARM leaves nothing open, and a replayed ALARM opens nothing", async () => {
    await using intake = await openIntake(engine);
    const ok = alarmMessage({ state: "OK", at: "2026-11-23T08:30:00.000" });
    await intake.post("cloudwatch", ok, raw);
    expect(await intake.post("cloudwatch", alarmMessage(), raw)).toMatchObject({ outcomes: ["STALE"] });
    expect(await intake.incidents()).toEqual([]);
    const again = { at: "2026-11-23T09:00:00.000" };
    expect(await intake.post("cloudwatch", alarmMessage(again), raw)).toMatchObject({ outcomes: ["OPENED"] });
    await intake.post("cloudwatch", alarmMessage({ state: "OK", at: "2026-11-23T09:10:00.000" }), raw);
    expect(await intake.post("cloudwatch", alarmMessage(again), raw)).toMatchObject({ outcomes: ["STALE"] });
    expect((await intake.incidents()).map(({ status }) => status)).toEqual(["RESOLVED"]);
  });
});

describe("an alarm", () => {
  let intake: AwsIntake;
  beforeAll(async () => {
    intake = await openIntake(sqlite);
  });
  afterAll(() => intake[Symbol.asyncDispose]());

  const itemsOf = async (alarm: unknown) => {
    await intake.post("cloudwatch", alarm, raw);
    const [incident] = await intake.incidents();
    const items = await intake.relatedItems(incident?.arn ?? "");
    return items.map(({ identifier, title }) => {
      const { arn, metricDefinition, url } = identifier?.value ?? {};
      return { type: identifier?.type, arn, metricDefinition, url, title };
    });
  };

  test("brings what it is about, its metric, and the page of the console", async () => {
    const items = await itemsOf(alarmMessage());
    expect(items).toEqual([
      { type: "INVOLVED_RESOURCE", arn: `arn:aws:ec2:eu-west-1:444455556666:instance/${instance}` },
      { type: "METRIC", metricDefinition: expect.any(String), title: "checkout-cpu" },
      {
        type: "OTHER",
        url: "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/checkout-cpu",
        title: "The alarm in CloudWatch",
      },
    ]);
    expect(JSON.parse(items[1]?.metricDefinition ?? "")).toEqual([
      {
        Id: "m1",
        MetricStat: {
          Metric: {
            Namespace: "AWS/EC2",
            MetricName: "CPUUtilization",
            Dimensions: [{ Name: "InstanceId", Value: instance }],
          },
          Period: 300,
          Stat: "Average",
        },
        ReturnData: true,
      },
    ]);
  });

  test("of an expression brings the resources of all its metrics", async () => {
    const items = await itemsOf(mathMessage());
    expect(items.filter(({ type }) => type === "INVOLVED_RESOURCE").map(({ arn }) => arn)).toEqual([
      "arn:aws:lambda:eu-west-1:444455556666:function:checkout",
      "arn:aws:rds:eu-west-1:777788889999:cluster:orders",
    ]);
    const definition = items.find(({ type }) => type === "METRIC")?.metricDefinition ?? "";
    expect(JSON.parse(definition)).toMatchObject([
      { Id: "rate", Expression: "errors / calls * 100", ReturnData: true },
      { Id: "errors" },
      { Id: "calls", AccountId: "777788889999", MetricStat: { Stat: "p99" } },
    ]);
  });

  test("that is composite opens an incident by its name", async () => {
    const items = await itemsOf(compositeMessage());
    expect(items.map(({ type }) => type)).toEqual(["OTHER"]);
    expect((await intake.incidents())[0]?.title).toBe("Checkout: checkout");
    expect(await intake.post("cloudwatch", compositeEvent())).toMatchObject({
      outcomes: [expect.any(String)],
    });
  });

  test.each([
    ["without data", alarmMessage({ state: "INSUFFICIENT_DATA", at: "2026-11-23T10:00:00.000" })],
    ["whose actions are held back", compositeEvent("WaitPeriod")],
    ["that was edited", { ...alarmEvent(), "detail-type": "CloudWatch Alarm Configuration Change" }],
    ["of one series of many", { ...alarmMessage(), AlarmContributorId: "6d442278dba546f6" }],
  ])("%s is taken, and changes nothing", async (_, alarm) => {
    expect(await intake.post("cloudwatch", alarm)).toMatchObject({ status: 202, outcomes: [] });
  });

  test.each([
    ["nothing", {}],
    ["a list", []],
    ["no arn", { ...alarmMessage(), AlarmArn: "checkout-cpu" }],
    ["a time that is none", { ...alarmMessage(), StateChangeTime: "yesterday" }],
    [
      "a metric without a name",
      {
        ...alarmEvent(),
        detail: { ...alarmEvent().detail, configuration: { metrics: [{ metricStat: { metric: {} } }] } },
      },
    ],
  ])("that has %s is refused", async (_, alarm) => {
    const { status, text } = await intake.post("cloudwatch", alarm);
    expect({ status, text }).toMatchObject({
      status: 400,
      text: expect.stringMatching(/Value|member|Member/),
    });
  });
});
