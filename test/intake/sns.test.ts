// What topics of SNS deliver is believed only when Amazon signed it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { selfMadeCertificate } from "../channels/certificate.ts";
import { forEachEngine, sqlite } from "../harness/engines.ts";
import { type AwsIntake, openIntake } from "./aws-intake.ts";
import { alarmMessage, compositeMessage } from "./fixtures/aws/alarms.ts";
import { type SnsTopic, openTopic, topicArn } from "./sns-topic.ts";

const settings = ({ origin }: SnsTopic) => ({ TOCSIN_SNS_ORIGINS: origin });

forEachEngine((engine) => {
  let topic: SnsTopic;
  let intake: AwsIntake;
  beforeAll(async () => {
    topic = await openTopic();
    intake = await openIntake(engine, settings(topic));
  });
  afterAll(async () => {
    await intake[Symbol.asyncDispose]();
    await topic[Symbol.asyncDispose]();
  });

  const confirmations = () => topic.asked.filter(({ path }) => path.includes("ConfirmSubscription")).length;

  test("a subscription is confirmed, and tried again until it is", async () => {
    topic.confirmationStatus = 503;
    const message = topic.confirmation();
    expect(await intake.post("cloudwatch", message)).toMatchObject({ status: 202, outcomes: [] });
    await intake.tocsin.advance("PT0S");
    expect(confirmations()).toBe(1);
    topic.confirmationStatus = 200;
    await intake.tocsin.advance("PT1M");
    expect(confirmations()).toBe(2);
    const asked = topic.asked.findLast(({ path }) => path.includes("ConfirmSubscription"));
    expect(asked?.path).toBe(new URL(message["SubscribeURL"] ?? "").href.slice(topic.origin.length));
    await intake.tocsin.advance("PT1H");
    expect(confirmations()).toBe(2);
  });

  test("a subscription that SNS refuses is not confirmed again", async () => {
    topic.confirmationStatus = 403;
    const before = confirmations();
    await intake.post("eventbridge", topic.confirmation());
    await intake.tocsin.advance("PT1H");
    expect(confirmations()).toBe(before + 1);
    topic.confirmationStatus = 200;
  });

  test("the end of a subscription is noted, and not undone", async () => {
    const before = confirmations();
    expect(await intake.post("cloudwatch", topic.unsubscription())).toMatchObject({ status: 202 });
    await intake.tocsin.advance("PT1H");
    expect(confirmations()).toBe(before);
  });

  test.each(["1", "2"])("a notification signed with version %s is taken", async (SignatureVersion) => {
    const alarm = { ...alarmMessage(), AlarmArn: `${alarmMessage().AlarmArn}-v${SignatureVersion}` };
    const change = { SignatureVersion, Subject: 'ALARM: "checkout-cpu" in EU (Ireland)' };
    const posted = await intake.post("cloudwatch", topic.notification(alarm, change));
    expect(posted).toMatchObject({ status: 202, outcomes: ["OPENED"] });
  });

  test("one certificate is fetched for all messages", async () => {
    const messages = Array.from({ length: 5 }, () => topic.unsubscription());
    await Promise.all(messages.map((message) => intake.post("cloudwatch", message)));
    expect(topic.asked.filter(({ path }) => path.endsWith(".pem"))).toHaveLength(1);
  });

  test("a topic may deliver without an envelope, for the intake key alone", async () => {
    const headers = { "x-amz-sns-rawdelivery": "true", "x-amz-sns-message-type": "Notification" };
    const posted = await intake.post("cloudwatch", compositeMessage(), headers);
    expect(posted).toMatchObject({ status: 202, outcomes: ["OPENED"] });
  });
});

describe("of what is not Amazon's", () => {
  let topic: SnsTopic;
  let intake: AwsIntake;
  beforeAll(async () => {
    topic = await openTopic();
    intake = await openIntake(sqlite, settings(topic));
  });
  afterAll(async () => {
    await intake[Symbol.asyncDispose]();
    await topic[Symbol.asyncDispose]();
  });

  const refused = async (message: unknown, why: string) => {
    const posted = await intake.post("cloudwatch", message);
    expect(posted.text).toContain(why);
    expect(posted.status).toBe(403);
    expect(await intake.incidents()).toEqual([]);
  };

  test.each(["Message", "MessageId", "Timestamp", "TopicArn", "Type", "Subject"])(
    "a changed %s is refused",
    async (name) => {
      const message = topic.notification(alarmMessage(), { Subject: "an alarm" });
      const others: Record<string, string> = {
        Message: JSON.stringify({ ...alarmMessage(), AlarmName: "another" }),
        Timestamp: new Date(Date.now() - 1000).toISOString(),
        TopicArn: `${topicArn}2`,
        Type: "UnsubscribeConfirmation",
      };
      await refused({ ...message, [name]: others[name] ?? "another" }, "its signature is wrong");
    },
  );

  test("another version than the signature's is refused", async () => {
    await refused({ ...topic.notification(alarmMessage()), SignatureVersion: "1" }, "its signature is wrong");
  });

  const pem = "SimpleNotificationService-7ff5318490ec183fbaddaa2a969abfda.pem";
  test.each([
    `https://sns.eu-west-1.amazonaws.com.example.com/${pem}`,
    `https://example.com/${pem}`,
    `https://s3.amazonaws.com/${pem}`,
    `http://sns.eu-west-1.amazonaws.com/${pem}`,
    `https://sns.eu-west-1.amazonaws.com:8443/${pem}`,
    `https://user@sns.eu-west-1.amazonaws.com/${pem}`,
    `https://sns.eu-west-1.amazonaws.com/bucket/${pem}`,
    `https://sns.eu-west-1.amazonaws.com/${pem}?x=1`,
    "https://sns.eu-west-1.amazonaws.com/other.pem",
    "not an address",
  ])("a certificate at %s is not asked for", async (SigningCertURL) => {
    await refused(
      { ...topic.notification(alarmMessage()), SigningCertURL },
      "not at an address of Amazon SNS",
    );
  });

  test("a confirmation that leads elsewhere, or to another topic, is not followed", async () => {
    const elsewhere = await openTopic();
    const leads = [
      `${elsewhere.origin}/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=1`,
      `${topic.origin}/?Action=Unsubscribe&TopicArn=${topicArn}`,
      `${topic.origin}/?Action=ConfirmSubscription&TopicArn=${topicArn}2&Token=1`,
    ];
    for (const SubscribeURL of leads)
      await refused(topic.confirmation({ SubscribeURL }), "does not lead to Amazon SNS");
    await intake.tocsin.advance("PT1M");
    expect(elsewhere.asked).toEqual([]);
    expect(topic.asked.filter(({ path }) => path.includes("Action"))).toEqual([]);
    await elsewhere[Symbol.asyncDispose]();
  });

  test("a message of yesterday, or of the future, is refused", async () => {
    const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    for (const hours of [-25, 1])
      await refused(topic.notification(alarmMessage(), { Timestamp: at(hours) }), "it is not of today");
  });

  test("what is no alarm is told what is missing", async () => {
    const posted = await intake.post("cloudwatch", topic.notification({ hello: "world" }));
    expect(posted).toMatchObject({ status: 400 });
    expect(posted.text).toContain("alarmName");
    const text = await intake.post("cloudwatch", topic.notification("", { Message: "just words" }));
    expect(text.status).toBe(400);
    expect(text.text).toContain("Message of the notification");
  });
});

test("a certificate out of its dates is refused", async () => {
  const [from, until] = [new Date(Date.now() - 2 * 86_400_000), new Date(Date.now() - 86_400_000)];
  const certificate = selfMadeCertificate({ type: "rsa", commonName: "sns.amazonaws.com", from, until });
  await using topic = await openTopic(certificate);
  await using intake = await openIntake(sqlite, settings(topic));
  const posted = await intake.post("cloudwatch", topic.notification(alarmMessage()));
  expect(posted).toMatchObject({ status: 403 });
  expect(posted.text).toContain("not valid at this time");
});

test("a message is to be sent again while its certificate cannot be had", async () => {
  const topic = await openTopic();
  await using intake = await openIntake(sqlite, settings(topic));
  const message = topic.notification(alarmMessage());
  await topic[Symbol.asyncDispose]();
  expect(await intake.post("cloudwatch", message)).toMatchObject({ status: 503 });
});

test("only the topics that the settings name may send", async () => {
  await using topic = await openTopic();
  const env = { ...settings(topic), TOCSIN_SNS_TOPICS: "arn:aws:sns:*:444455556666:Alarms" };
  await using intake = await openIntake(sqlite, env);
  const other = topic.notification(alarmMessage(), { TopicArn: `${topicArn}-of-others` });
  expect(await intake.post("cloudwatch", other)).toMatchObject({ status: 403 });
  expect(await intake.post("cloudwatch", topic.notification(alarmMessage()))).toMatchObject({ status: 202 });
});
