import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getIncidentRecord, startIncident } from "../../contract/incidents/incident.ts";
import { createReplicationSet } from "../../contract/incidents/replication-set.ts";
import { getResourcePolicies, putResourcePolicy } from "../../contract/incidents/resource-policy.ts";
import {
  createResponsePlan,
  deleteResponsePlan,
  getResponsePlan,
  listResponsePlans,
  updateResponsePlan,
} from "../../contract/incidents/response-plan.ts";
import { listTagsForResource } from "../../contract/incidents/tag.ts";
import { type Calls, callsOn, newCaller } from "../../../test/harness/calls.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import type { Storage } from "../../storage/storage.ts";

const template = { title: "Down", impact: 1 };
const minimal = { name: "web", incidentTemplate: template };
const contact = (alias: string) => `arn:aws:ssm-contacts:eu-west-1:222233334444:contact/${alias}`;
const topic = (name: string) => `arn:aws:sns:us-east-1:111122223333:${name}`;
const full = {
  name: "Full_plan-1",
  displayName: "Everything a plan can say",
  incidentTemplate: {
    ...template,
    summary: "It is down",
    dedupeString: "web",
    notificationTargets: [{ snsTopicArn: topic("z") }, { snsTopicArn: topic("a") }],
    incidentTags: { team: "sre" },
  },
  chatChannel: { chatbotSns: [topic("chat")] },
  engagements: [contact("zoe"), contact("ann")],
  actions: [
    {
      ssmAutomation: {
        documentName: "AWSIncidents-CriticalIncidentRunbookTemplate",
        documentVersion: "$DEFAULT",
        roleArn: "arn:aws:iam::111122223333:role/runbook",
        targetAccount: "RESPONSE_PLAN_OWNER_ACCOUNT" as const,
        parameters: { InstanceId: ["i-2", "i-1"] },
        dynamicParameters: { incident: { variable: "INCIDENT_RECORD_ARN" as const } },
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

forEachEngine((engine) => {
  let storage: Storage;
  let tocsin: Calls;
  beforeAll(async () => {
    storage = await engine.open();
    tocsin = callsOn(storage);
  });
  afterAll(() => storage[Symbol.asyncDispose]());

  const onboarded = async () => {
    const caller = newCaller();
    await tocsin.call(caller, createReplicationSet, { regions: { "us-east-1": {} } });
    return caller;
  };
  const withPlan = async (input: typeof minimal | typeof full = minimal) => {
    const caller = await onboarded();
    const { arn } = await tocsin.call(caller, createResponsePlan, input);
    const get = () => tocsin.call(caller, getResponsePlan, { arn });
    return { caller, arn, get };
  };

  describe("CreateResponsePlan", () => {
    it("accepts the least that a plan can say", async () => {
      const { caller, arn, get } = await withPlan();
      expect(arn).toBe(`arn:aws:ssm-incidents::${caller.account}:response-plan/web`);
      expect(await get()).toEqual({ arn, ...minimal });
    });

    it("accepts all that a plan can say, engagements of other accounts and Regions too", async () => {
      const { arn, get } = await withPlan(full);
      expect(await get()).toEqual({ arn, ...full });
    });

    it("keeps its tags apart from those of its incidents", async () => {
      const caller = await onboarded();
      const { arn } = await tocsin.call(caller, createResponsePlan, { ...full, tags: { owner: "ops" } });
      expect(await tocsin.call(caller, listTagsForResource, { resourceArn: arn })).toEqual({
        tags: { owner: "ops" },
      });
    });

    it("refuses a name that is taken, and leaves that plan as it is", async () => {
      const { caller, arn, get } = await withPlan();
      const other = { name: "web", incidentTemplate: { title: "Other", impact: 5 } };
      expect(await tocsin.refusal(caller, createResponsePlan, other)).toMatchObject({
        name: "ConflictException",
        members: { resourceType: "RESPONSE_PLAN", resourceIdentifier: arn },
      });
      expect(await get()).toMatchObject({ incidentTemplate: template });
      await tocsin.call(caller, createResponsePlan, { ...other, name: "Web" });
    });

    it("makes one plan when many ask for the name at once", async () => {
      const caller = await onboarded();
      const asked = Array.from({ length: 8 }, () => tocsin.call(caller, createResponsePlan, minimal));
      const made = (await Promise.allSettled(asked)).filter(({ status }) => status === "fulfilled");
      expect(made).toHaveLength(1);
    });

    it("refuses reserved tags wherever they stand", async () => {
      const caller = await onboarded();
      const input = {
        name: "web",
        incidentTemplate: { ...template, incidentTags: { "Aws:a": "" } },
        tags: { "AWS:b": "" },
      };
      const { name, message } = await tocsin.refusal(caller, createResponsePlan, input);
      expect(name).toBe("ValidationException");
      expect(message).toMatch(/^2 validation errors detected: .*'incidentTemplate.incidentTags'.*'tags'/);
    });

    it("needs a replication set", async () => {
      expect(await tocsin.refusal(newCaller(), createResponsePlan, minimal)).toMatchObject({
        name: "ResourceNotFoundException",
        members: { resourceType: "REPLICATION_SET" },
      });
    });

    it("answers the same again for the same client token, also when many ask at once", async () => {
      const caller = await onboarded();
      const input = { ...minimal, clientToken: "once" };
      const asked = Array.from({ length: 8 }, () => tocsin.call(caller, createResponsePlan, input));
      const arn = `arn:aws:ssm-incidents::${caller.account}:response-plan/web`;
      expect(await Promise.all(asked)).toEqual(Array.from({ length: 8 }, () => ({ arn })));
      const other = { ...input, displayName: "Other" };
      expect((await tocsin.refusal(caller, createResponsePlan, other)).name).toBe("ConflictException");
    });

    it("does not use up the client token of a call that it refuses", async () => {
      const caller = await onboarded();
      await tocsin.call(caller, createResponsePlan, minimal);
      const taken = { ...minimal, clientToken: "once" };
      await tocsin.refusal(caller, createResponsePlan, taken);
      await tocsin.call(caller, createResponsePlan, { ...taken, name: "other" });
    });
  });

  describe("GetResponsePlan", () => {
    it("knows only the caller's own plans", async () => {
      const { arn, caller } = await withPlan();
      const stranger = await onboarded();
      for (const asked of [
        arn,
        arn.replace("web", "api"),
        arn.replace(caller.account, stranger.account),
        "arn:aws:sns:::x",
      ])
        expect(await tocsin.refusal(stranger, getResponsePlan, { arn: asked })).toMatchObject({
          name: "ResourceNotFoundException",
          members: { resourceType: "RESPONSE_PLAN", resourceIdentifier: asked },
        });
    });

    it("needs a replication set", async () => {
      const { arn } = await withPlan();
      expect(await tocsin.refusal(newCaller(), getResponsePlan, { arn })).toMatchObject({
        members: { resourceType: "REPLICATION_SET" },
      });
    });
  });

  describe("ListResponsePlans", () => {
    it("is sorted by name, and shows display names where there are any", async () => {
      const { caller } = await withPlan(full);
      for (const name of ["b", "a", "B"]) await tocsin.call(caller, createResponsePlan, { ...minimal, name });
      const { responsePlanSummaries } = await tocsin.call(caller, listResponsePlans, {});
      const arnOf = (name: string) => `arn:aws:ssm-incidents::${caller.account}:response-plan/${name}`;
      expect(responsePlanSummaries).toEqual([
        { name: "B", arn: arnOf("B") },
        { name: full.name, arn: arnOf(full.name), displayName: full.displayName },
        { name: "a", arn: arnOf("a") },
        { name: "b", arn: arnOf("b") },
      ]);
    });

    it("comes in pages that miss and repeat nothing while plans come and go", async () => {
      const caller = await onboarded();
      const create = (name: string) => tocsin.call(caller, createResponsePlan, { ...minimal, name });
      for (const name of ["b", "d", "f", "h"]) await create(name);
      const first = await tocsin.call(caller, listResponsePlans, { maxResults: 2 });
      for (const name of ["a", "e", "z"]) await create(name);
      await tocsin.call(caller, deleteResponsePlan, { arn: first.responsePlanSummaries[1]?.arn ?? "" });
      const second = await tocsin.call(caller, listResponsePlans, {
        maxResults: 3,
        nextToken: first.nextToken,
      });
      const third = await tocsin.call(caller, listResponsePlans, {
        maxResults: 3,
        nextToken: second.nextToken,
      });
      const names = [first, second, third].map((page) => page.responsePlanSummaries.map(({ name }) => name));
      expect(names).toEqual([["b", "d"], ["e", "f", "h"], ["z"]]);
      expect(third).not.toHaveProperty("nextToken");
    });

    it("gives no token for a page that happens to be full and last", async () => {
      const { caller } = await withPlan();
      expect(await tocsin.call(caller, listResponsePlans, { maxResults: 1 })).not.toHaveProperty("nextToken");
    });

    it("refuses a token of another account", async () => {
      const { caller } = await withPlan();
      await tocsin.call(caller, createResponsePlan, full);
      const { nextToken } = await tocsin.call(caller, listResponsePlans, { maxResults: 1 });
      const stranger = await onboarded();
      expect((await tocsin.refusal(stranger, listResponsePlans, { nextToken })).name).toBe(
        "ValidationException",
      );
    });

    it("is empty without a replication set", async () => {
      expect(await tocsin.call(newCaller(), listResponsePlans, {})).toEqual({ responsePlanSummaries: [] });
    });
  });

  describe("UpdateResponsePlan", () => {
    it("changes what it names and nothing else", async () => {
      const { caller, arn, get } = await withPlan(full);
      const change = { displayName: "New", incidentTemplateImpact: 5, engagements: [contact("bob")] };
      expect(await tocsin.call(caller, updateResponsePlan, { arn, ...change })).toEqual({});
      expect(await get()).toEqual({
        arn,
        ...full,
        displayName: "New",
        engagements: [contact("bob")],
        incidentTemplate: { ...full.incidentTemplate, impact: 5 },
      });
    });

    it("takes away all that is given empty", async () => {
      const { caller, arn, get } = await withPlan(full);
      await tocsin.call(caller, updateResponsePlan, {
        arn,
        displayName: "",
        chatChannel: { empty: {} },
        engagements: [],
        actions: [],
        integrations: [],
        incidentTemplateSummary: "",
        incidentTemplateDedupeString: "",
        incidentTemplateNotificationTargets: [],
        incidentTemplateTags: {},
      });
      expect(await get()).toEqual({ arn, name: full.name, incidentTemplate: template });
    });

    it("loses nothing of updates that come at once", async () => {
      const { caller, arn, get } = await withPlan();
      await Promise.all([
        tocsin.call(caller, updateResponsePlan, { arn, displayName: "New" }),
        tocsin.call(caller, updateResponsePlan, { arn, incidentTemplateTitle: "Slow" }),
        tocsin.call(caller, updateResponsePlan, { arn, engagements: [contact("bob")] }),
      ]);
      expect(await get()).toMatchObject({
        displayName: "New",
        engagements: [contact("bob")],
        incidentTemplate: { title: "Slow" },
      });
    });

    it("refuses reserved tags, and plans that are not there", async () => {
      const { caller, arn } = await withPlan();
      const tags = { arn, incidentTemplateTags: { "AWS:a": "" } };
      expect((await tocsin.refusal(caller, updateResponsePlan, tags)).name).toBe("ValidationException");
      const gone = { arn: `${arn}-gone`, displayName: "x" };
      expect(await tocsin.refusal(caller, updateResponsePlan, gone)).toMatchObject({
        name: "ResourceNotFoundException",
        members: { resourceType: "RESPONSE_PLAN" },
      });
      expect((await tocsin.refusal(await onboarded(), updateResponsePlan, { arn })).name).toBe(
        "ResourceNotFoundException",
      );
    });

    it("does a call with a client token once", async () => {
      const { caller, arn, get } = await withPlan();
      const input = { arn, displayName: "First", clientToken: "once" };
      await tocsin.call(caller, updateResponsePlan, input);
      await tocsin.call(caller, updateResponsePlan, { arn, displayName: "Second" });
      expect(await tocsin.call(caller, updateResponsePlan, input)).toEqual({});
      expect(await get()).toMatchObject({ displayName: "Second" });
      const other = { ...input, displayName: "Third" };
      expect((await tocsin.refusal(caller, updateResponsePlan, other)).name).toBe("ConflictException");
    });
  });

  describe("DeleteResponsePlan", () => {
    it("takes the plan away with its tags and policies, so that a new one of the name begins empty", async () => {
      const caller = await onboarded();
      const { arn } = await tocsin.call(caller, createResponsePlan, { ...full, tags: { owner: "ops" } });
      const policy = JSON.stringify({
        Statement: {
          Effect: "Allow",
          Principal: { AWS: "222233334444" },
          Action: "ssm-incidents:StartIncident",
          Resource: arn,
        },
      });
      await tocsin.call(caller, putResourcePolicy, { resourceArn: arn, policy });

      expect(await tocsin.call(caller, deleteResponsePlan, { arn })).toEqual({});
      expect((await tocsin.refusal(caller, getResponsePlan, { arn })).name).toBe("ResourceNotFoundException");

      await tocsin.call(caller, createResponsePlan, { ...minimal, name: full.name });
      expect(await tocsin.call(caller, getResponsePlan, { arn })).toEqual({
        arn,
        ...minimal,
        name: full.name,
      });
      expect(await tocsin.call(caller, listTagsForResource, { resourceArn: arn })).toEqual({ tags: {} });
      expect(await tocsin.call(caller, getResourcePolicies, { resourceArn: arn })).toEqual({
        resourcePolicies: [],
      });
    });

    it("leaves the incidents that it started", async () => {
      const { caller, arn } = await withPlan();
      const { incidentRecordArn } = await tocsin.call(caller, startIncident, { responsePlanArn: arn });
      await tocsin.call(caller, deleteResponsePlan, { arn });
      expect(await tocsin.call(caller, getIncidentRecord, { arn: incidentRecordArn })).toMatchObject({
        incidentRecord: { status: "OPEN" },
      });
      expect((await tocsin.refusal(caller, startIncident, { responsePlanArn: arn })).name).toBe(
        "ResourceNotFoundException",
      );
    });

    it("succeeds for what is not there, and leaves the plans of others alone", async () => {
      const { caller, arn, get } = await withPlan();
      const stranger = await onboarded();
      for (const asked of [arn, "arn:aws:sns:::x"])
        expect(await tocsin.call(stranger, deleteResponsePlan, { arn: asked })).toEqual({});
      expect(await tocsin.call(newCaller(), deleteResponsePlan, { arn })).toEqual({});
      expect(await get()).toMatchObject({ name: "web" });
      await tocsin.call(caller, deleteResponsePlan, { arn });
      expect(await tocsin.call(caller, deleteResponsePlan, { arn })).toEqual({});
    });
  });
});
