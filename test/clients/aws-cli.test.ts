// The AWS CLI runs an incident from end to end; only its endpoint differs.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AwsCli, awsCli, awsCliIsInstalled } from "../harness/aws-cli.ts";
import { testServer, type TestServer } from "../harness/server.ts";

describe.skipIf(!awsCliIsInstalled)("the AWS CLI", () => {
  let tocsin: TestServer;
  beforeAll(async () => {
    tocsin = await testServer();
  });
  afterAll(() => tocsin[Symbol.asyncDispose]());

  const aws: AwsCli = (...words) => awsCli(tocsin.environment)(...words);
  const incidents = (words: string, ...rest: string[]) => aws(`ssm-incidents ${words}`, ...rest);

  it("knows who it is", async () => {
    expect(await aws("sts get-caller-identity")).toMatchObject({
      Account: "111122223333",
      Arn: "arn:aws:iam::111122223333:root",
    });
  });

  it("opens, reads, notes, resolves and deletes an incident", async () => {
    const { arn: set } = await incidents("create-replication-set --regions", '{"us-east-1": {}}');
    await incidents(`wait wait-for-replication-set-active --arn ${String(set)}`);
    const { arn: plan } = await incidents(
      "create-response-plan --name first --tags team=payments --incident-template",
      "title=Checkout is down,impact=2",
    );
    expect(await incidents(`list-tags-for-resource --resource-arn ${String(plan)}`)).toEqual({
      tags: { team: "payments" },
    });
    const started = await incidents(`start-incident --response-plan-arn ${String(plan)}`);
    const arn = String(started["incidentRecordArn"]);
    expect(arn).toMatch(/^arn:aws:ssm-incidents::111122223333:incident-record\/first\/[0-9a-f-]{36}$/);

    const { incidentRecord } = await incidents(`get-incident-record --arn ${arn}`);
    expect(incidentRecord).toMatchObject({ title: "Checkout is down", impact: 2, status: "OPEN" });

    await incidents(
      `create-timeline-event --incident-record-arn ${arn} --event-time 2036-11-23T03:00:00Z --event-type`,
      "Custom Event",
      "--event-data",
      '"Rolled back"',
    );
    const { eventSummaries } = await incidents(`list-timeline-events --incident-record-arn ${arn}`);
    expect(eventSummaries).toMatchObject([
      { eventType: "Custom Event" },
      { eventType: "SSM Incident Start" },
    ]);

    await incidents(`update-incident-record --arn ${arn} --status RESOLVED`);
    expect(await incidents("list-incident-records --filters", resolved)).toMatchObject({
      incidentRecordSummaries: [{ arn, status: "RESOLVED" }],
    });
    await incidents(`delete-incident-record --arn ${arn}`);
    expect(await incidents("list-incident-records")).toEqual({ incidentRecordSummaries: [] });
  }, 120_000);

  it("shows the service's errors by their names", async () => {
    const plan = "arn:aws:ssm-incidents::111122223333:response-plan/absent";
    await expect(incidents(`start-incident --response-plan-arn ${plan}`)).rejects.toThrow(
      /An error occurred \(ResourceNotFoundException\) when calling the StartIncident operation/,
    );
  });

  const resolved = '[{"key": "status", "condition": {"equals": {"stringValues": ["RESOLVED"]}}}]';
});
