// Response plans, their tags and their policies through the official client.
import {
  ConflictException,
  CreateReplicationSetCommand,
  CreateResponsePlanCommand,
  type CreateResponsePlanCommandInput,
  DeleteResourcePolicyCommand,
  DeleteResponsePlanCommand,
  GetResponsePlanCommand,
  ListTagsForResourceCommand,
  PutResourcePolicyCommand,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateResponsePlanCommand,
  ValidationException,
  paginateGetResourcePolicies,
  paginateListResponsePlans,
} from "@aws-sdk/client-ssm-incidents";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestServer, account, testServer } from "../harness/server.ts";

const topic = (name: string) => `arn:aws:sns:us-east-1:${account}:${name}`;
const full: CreateResponsePlanCommandInput = {
  name: "full",
  displayName: "Everything a plan can say – ünïcödé 🚨",
  incidentTemplate: {
    title: "Down",
    impact: 1,
    summary: "It is down\nand out",
    dedupeString: "web",
    notificationTargets: [{ snsTopicArn: topic("z") }, { snsTopicArn: topic("a") }],
    incidentTags: { team: "sre" },
  },
  chatChannel: { chatbotSns: [topic("chat")] },
  engagements: [
    `arn:aws:ssm-contacts:us-east-1:${account}:contact/zoe`,
    `arn:aws:ssm-contacts:us-east-1:${account}:contact/ann`,
  ],
  actions: [
    {
      ssmAutomation: {
        documentName: "AWSIncidents-CriticalIncidentRunbookTemplate",
        documentVersion: "$DEFAULT",
        roleArn: `arn:aws:iam::${account}:role/runbook`,
        targetAccount: "RESPONSE_PLAN_OWNER_ACCOUNT",
        parameters: { InstanceId: ["i-2", "i-1"] },
        dynamicParameters: { incident: { variable: "INCIDENT_RECORD_ARN" } },
      },
    },
  ],
  integrations: [
    {
      pagerDutyConfiguration: {
        name: "pd",
        pagerDutyIncidentConfiguration: { serviceId: "P123" },
        secretId: "pd-secret",
      },
    },
  ],
};

describe("a response plan", () => {
  let tocsin: TestServer;
  beforeAll(async () => {
    tocsin = await testServer();
    await tocsin.incidents.send(new CreateReplicationSetCommand({ regions: { "us-east-1": {} } }));
  });
  afterAll(() => tocsin[Symbol.asyncDispose]());

  const create = async (input: Partial<CreateResponsePlanCommandInput>): Promise<string> => {
    const minimal = { name: "web", incidentTemplate: { title: "Down", impact: 1 } };
    const { arn } = await tocsin.incidents.send(new CreateResponsePlanCommand({ ...minimal, ...input }));
    return arn ?? "";
  };
  const get = async (arn: string) => {
    const { $metadata, ...plan } = await tocsin.incidents.send(new GetResponsePlanCommand({ arn }));
    expect($metadata.httpStatusCode).toBe(200);
    return plan;
  };

  it("comes back as it was given, and empties what an update empties", async () => {
    const arn = await create(full);
    expect(await get(arn)).toEqual({ arn, ...full });

    const { $metadata } = await tocsin.incidents.send(
      new UpdateResponsePlanCommand({
        arn,
        chatChannel: { empty: {} },
        engagements: [],
        actions: [],
        integrations: [],
        displayName: "",
        incidentTemplateSummary: "",
        incidentTemplateDedupeString: "",
        incidentTemplateNotificationTargets: [],
        incidentTemplateTags: {},
      }),
    );
    expect($metadata.httpStatusCode).toBe(204);
    expect(await get(arn)).toEqual({ arn, name: "full", incidentTemplate: { title: "Down", impact: 1 } });
  });

  it("has its name for itself until it is deleted, which succeeds again and again", async () => {
    const arn = await create({ name: "unique" });
    await expect(create({ name: "unique" })).rejects.toThrow(ConflictException);
    for (let times = 0; times < 2; times++)
      await tocsin.incidents.send(new DeleteResponsePlanCommand({ arn }));
    await expect(get(arn)).rejects.toThrow(ResourceNotFoundException);
    expect(await create({ name: "unique" })).toBe(arn);
  });

  it("is listed with all others, page by page", async () => {
    const names = Array.from({ length: 7 }, (_, n) => `listed-${n}`);
    for (const name of names) await create({ name });
    const listed: string[] = [];
    for await (const page of paginateListResponsePlans({ client: tocsin.incidents, pageSize: 2 }, {}))
      listed.push(...(page.responsePlanSummaries ?? []).map((plan) => plan.name ?? ""));
    expect(listed.filter((name) => name.startsWith("listed-"))).toEqual(names);
  });

  it("takes up to fifty tags, with keys that need encoding", async () => {
    const resourceArn = await create({ name: "tagged", tags: { owner: "ops" } });
    const odd = { "a b": "", "c+d/e": "=@:.", "x=y:z": "1" };
    await tocsin.incidents.send(new TagResourceCommand({ resourceArn, tags: odd }));
    const list = async () =>
      (await tocsin.incidents.send(new ListTagsForResourceCommand({ resourceArn }))).tags;
    expect(await list()).toEqual({ owner: "ops", ...odd });
    await tocsin.incidents.send(new UntagResourceCommand({ resourceArn, tagKeys: Object.keys(odd) }));
    expect(await list()).toEqual({ owner: "ops" });

    const fifty = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`key-${n}`, "x"]));
    await expect(tocsin.incidents.send(new TagResourceCommand({ resourceArn, tags: fifty }))).rejects.toThrow(
      ServiceQuotaExceededException,
    );
    await expect(
      tocsin.incidents.send(new TagResourceCommand({ resourceArn, tags: { "aws:x": "y" } })),
    ).rejects.toThrow(ValidationException);
  });

  it("can be shared, which is seen and ended", async () => {
    const resourceArn = await create({ name: "shared" });
    const share = (principal: string, effect = "Allow") => {
      const statement = {
        Effect: effect,
        Principal: { AWS: principal },
        Action: ["ssm-incidents:GetResponsePlan", "ssm-incidents:StartIncident"],
        Resource: [resourceArn],
      };
      const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      return tocsin.incidents.send(new PutResourcePolicyCommand({ resourceArn, policy }));
    };
    const ids = [await share("222233334444"), await share("333344445555")].map(
      ({ policyId }) => policyId ?? "",
    );
    await expect(share("222233334444", "Deny")).rejects.toThrow(ValidationException);
    const list = async () => {
      const found = [];
      for await (const page of paginateGetResourcePolicies(
        { client: tocsin.incidents, pageSize: 1 },
        { resourceArn },
      ))
        found.push(...(page.resourcePolicies ?? []));
      return found;
    };
    expect((await list()).map(({ policyId }) => policyId)).toEqual(ids.toSorted());
    expect((await list())[0]).toMatchObject({ ramResourceShareRegion: "us-east-1" });
    for (const policyId of ids)
      await tocsin.incidents.send(new DeleteResourcePolicyCommand({ resourceArn, policyId }));
    expect(await list()).toEqual([]);
    await expect(
      tocsin.incidents.send(new DeleteResourcePolicyCommand({ resourceArn, policyId: ids[0] })),
    ).rejects.toThrow(ResourceNotFoundException);
  });
});
