import { expect, it } from "vitest";
import { alertOf } from "../../../test/harness/alerts.ts";
import { startIncident } from "../../contract/incidents/incident.ts";
import { decode } from "../../contract/decode.ts";
import type { Alert } from "./alert.ts";
import { type Destination, startOf, titleOf } from "./alert-start.ts";

const to = (more: Partial<Destination> = {}): Destination => ({
  account: "111122223333",
  intake: "web",
  planName: "web",
  plan: { incidentTemplate: { title: "Web", impact: 3 } },
  ruling: {},
  ...more,
});

const by = "arn:aws:tocsin::111122223333:intake/prometheus";
const start = (alert: Partial<Alert> = {}, destination: Partial<Destination> = {}) =>
  startOf(alertOf(alert), to(destination), { by, now: 9, alsoRelated: [] });

it("a rule's title stands alone; the plan's is a prefix; both are cut to what a title holds", () => {
  expect(titleOf({ title: "Disk full" }, to())).toBe("Web: Disk full");
  expect(titleOf({ title: "" }, to())).toBe("Web");
  expect(titleOf({ title: "Disk full" }, to({ ruling: { title: "Mine" } }))).toBe("Mine");
  expect([...titleOf({ title: "😀".repeat(300) }, to())]).toHaveLength(200);
});

it("the dedupe string is the plan's, else the rule's, else the alarm's, else the cause's", () => {
  const template = { title: "Web", impact: 3, dedupeString: "plan" };
  const ruling = { dedupe: "rule" };
  const triggerArn = "arn:aws:cloudwatch:us-east-1:111122223333:alarm:cpu";
  expect(start({}, { plan: { incidentTemplate: template }, ruling }).dedupeString).toBe("plan");
  expect(start({}, { ruling }).dedupeString).toBe("rule");
  expect(start({ source: "aws.cloudwatch", triggerArn }).dedupeString).toBe(triggerArn);
  expect(start({ triggerArn }).dedupeString).toBe("web/prometheus.alertmanager/disk");
  expect(start({}, { planName: "other" }).dedupeString).toBe("web/prometheus.alertmanager/disk");
  const [one, other] = ["a", "b"].map(
    (end) => start({ key: `${"k".repeat(2000)}${end}` }).dedupeString ?? "",
  );
  expect(one).not.toBe(other);
  expect(one?.length).toBeLessThanOrEqual(1000);
});

it("an incident never holds more than the API shows, however much the alert brings", () => {
  const url = (n: number) =>
    ({ identifier: { type: "OTHER", value: { url: `https://a.example/${n}` } } }) as const;
  const { title, impact, triggerDetails, relatedItems } = start({
    source: "s".repeat(80),
    title: "t".repeat(500),
    payload: { text: "x".repeat(90_000) },
    relatedItems: Array.from({ length: 150 }, (_, n) => url(n)),
  });
  const input = {
    responsePlanArn: "arn:aws:ssm-incidents::111122223333:response-plan/web",
    title,
    impact,
    relatedItems,
    triggerDetails: { ...triggerDetails, timestamp: 0 },
  };
  expect("refused" in decode(startIncident.input, input)).toBe(false);
});

it("an alarm of CloudWatch starts it in the name of its service, others in that of the intake", () => {
  expect(start({ source: "aws.cloudwatch" })).toMatchObject({
    createdBy: expect.stringContaining("AWSServiceRoleForCloudWatchAlarms_ActionSSMIncidents") as string,
    invokedBy: "ssm-incidents.alarms.cloudwatch.amazonaws.com",
  });
  expect(start({ source: "aws.events" })).toMatchObject({ createdBy: by, invokedBy: "events.amazonaws.com" });
  expect(start()).toMatchObject({ createdBy: by, invokedBy: by });
});
