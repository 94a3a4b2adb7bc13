import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createReplicationSet } from "../../contract/incidents/replication-set.ts";
import {
  deleteResourcePolicy,
  getResourcePolicies,
  putResourcePolicy,
} from "../../contract/incidents/resource-policy.ts";
import { createResponsePlan } from "../../contract/incidents/response-plan.ts";
import { type Calls, callsOn, newCaller } from "../../../test/harness/calls.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import type { Storage } from "../../storage/storage.ts";

forEachEngine((engine) => {
  let storage: Storage;
  let tocsin: Calls;
  beforeAll(async () => {
    storage = await engine.open();
    tocsin = callsOn(storage);
  });
  afterAll(() => storage[Symbol.asyncDispose]());

  const withPlan = async () => {
    const caller = newCaller();
    await tocsin.call(caller, createReplicationSet, { regions: { "us-east-1": {} } });
    const { arn: resourceArn } = await tocsin.call(caller, createResponsePlan, {
      name: "web",
      incidentTemplate: { title: "Down", impact: 1 },
    });
    const sharedWith = (account: string, space?: number) => {
      const statement = {
        Effect: "Allow",
        Principal: { AWS: account },
        Action: ["ssm-incidents:StartIncident"],
        Resource: resourceArn.replace("::", ":*:"),
      };
      return JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, undefined, space);
    };
    const put = (policy: string) => tocsin.call(caller, putResourcePolicy, { resourceArn, policy });
    const list = (page: { maxResults?: number; nextToken?: string | undefined } = {}) =>
      tocsin.call(caller, getResourcePolicies, { resourceArn, ...page });
    return { caller, resourceArn, sharedWith, put, list };
  };

  it("a policy is given back as it was put, with the Region of the call", async () => {
    const { sharedWith, put, list } = await withPlan();
    expect(await list()).toEqual({ resourcePolicies: [] });
    const policyDocument = sharedWith("222233334444", 2);
    const { policyId } = await put(policyDocument);
    expect(policyId).toMatch(/^[0-9a-f]{32}$/);
    expect(await list()).toEqual({
      resourcePolicies: [{ policyId, policyDocument, ramResourceShareRegion: "us-east-1" }],
    });
  });

  it("the same policy put again, however it is spaced, is one policy; others stand beside it", async () => {
    const { sharedWith, put, list } = await withPlan();
    const first = await put(sharedWith("222233334444"));
    expect(await put(sharedWith("222233334444", 2))).toEqual(first);
    expect(await put(sharedWith("333344445555"))).not.toEqual(first);
    expect((await list()).resourcePolicies).toHaveLength(2);
  });

  it("policies come in pages that miss and repeat nothing", async () => {
    const { sharedWith, put, list } = await withPlan();
    const ids = await Promise.all(
      Array.from({ length: 5 }, async (_, n) => (await put(sharedWith(`22223333444${n}`))).policyId),
    );
    const seen: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await list({ maxResults: 2, nextToken });
      expect(page.resourcePolicies.length).toBeLessThanOrEqual(2);
      seen.push(...page.resourcePolicies.map(({ policyId }) => policyId));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(seen).toEqual(ids.toSorted());
  });

  it("a token of another plan is refused", async () => {
    const { caller, sharedWith, put, list } = await withPlan();
    for (const account of ["222233334444", "333344445555"]) await put(sharedWith(account));
    const { nextToken } = await list({ maxResults: 1 });
    const { arn: resourceArn } = await tocsin.call(caller, createResponsePlan, {
      name: "other",
      incidentTemplate: { title: "Down", impact: 1 },
    });
    expect((await tocsin.refusal(caller, getResourcePolicies, { resourceArn, nextToken })).name).toBe(
      "ValidationException",
    );
  });

  it("a policy that sharing does not know is refused, with all that is wrong, and not kept", async () => {
    const { caller, resourceArn, list } = await withPlan();
    const policy = JSON.stringify({
      Statement: [{ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }],
    });
    const { name, message } = await tocsin.refusal(caller, putResourcePolicy, { resourceArn, policy });
    expect(name).toBe("ValidationException");
    expect(message).toMatch(/Effect.*Principal.*Action.*Resource/);
    expect(message.length).toBeLessThan(2000);
    expect(await list()).toEqual({ resourcePolicies: [] });
  });

  it("the refusal of a policy of many mistakes stays readable", async () => {
    const { caller, resourceArn } = await withPlan();
    const policy = JSON.stringify({ Statement: Array.from({ length: 1900 }, () => 0) });
    const { message } = await tocsin.refusal(caller, putResourcePolicy, { resourceArn, policy });
    expect(message).toMatch(/and 1880 more\.$/);
  });

  it("a policy is deleted once; what is not there is not found", async () => {
    const { caller, resourceArn, sharedWith, put, list } = await withPlan();
    const { policyId } = await put(sharedWith("222233334444"));
    expect(await tocsin.call(caller, deleteResourcePolicy, { resourceArn, policyId })).toEqual({});
    expect(await list()).toEqual({ resourcePolicies: [] });
    expect(await tocsin.refusal(caller, deleteResourcePolicy, { resourceArn, policyId })).toMatchObject({
      name: "ResourceNotFoundException",
      members: { resourceType: "RESOURCE_POLICY", resourceIdentifier: policyId },
    });
  });

  describe("the plans of others", () => {
    it("are not there", async () => {
      const { resourceArn, sharedWith, put, list } = await withPlan();
      const { policyId } = await put(sharedWith("222233334444"));
      const { caller: stranger } = await withPlan();
      for (const caller of [stranger, newCaller()])
        for (const refused of [
          tocsin.refusal(caller, putResourcePolicy, { resourceArn, policy: sharedWith(caller.account) }),
          tocsin.refusal(caller, getResourcePolicies, { resourceArn }),
          tocsin.refusal(caller, deleteResourcePolicy, { resourceArn, policyId }),
        ])
          expect((await refused).name).toBe("ResourceNotFoundException");
      expect((await list()).resourcePolicies).toHaveLength(1);
    });
  });
});
