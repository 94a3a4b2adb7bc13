import { afterAll, beforeAll, expect, it } from "vitest";
import { startIncident } from "../../contract/incidents/incident.ts";
import { createReplicationSet } from "../../contract/incidents/replication-set.ts";
import { createResponsePlan } from "../../contract/incidents/response-plan.ts";
import { listTagsForResource, tagResource, untagResource } from "../../contract/incidents/tag.ts";
import { type Calls, callsOn, newCaller } from "../../../test/harness/calls.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import type { Storage } from "../../storage/storage.ts";

const manyTags = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`key-${n}`, "x"]));

forEachEngine((engine) => {
  let storage: Storage;
  let tocsin: Calls;
  beforeAll(async () => {
    storage = await engine.open();
    tocsin = callsOn(storage);
  });
  afterAll(() => storage[Symbol.asyncDispose]());

  const account = async () => {
    const caller = newCaller();
    const { arn: set } = await tocsin.call(caller, createReplicationSet, { regions: { "us-east-1": {} } });
    const { arn: plan } = await tocsin.call(caller, createResponsePlan, {
      name: "web",
      incidentTemplate: { title: "Down", impact: 1 },
    });
    const tag = (resourceArn: string, tags: Record<string, string>) =>
      tocsin.call(caller, tagResource, { resourceArn, tags });
    const untag = (resourceArn: string, ...tagKeys: string[]) =>
      tocsin.call(caller, untagResource, { resourceArn, tagKeys });
    const tagsOf = async (resourceArn: string) =>
      (await tocsin.call(caller, listTagsForResource, { resourceArn })).tags;
    return { caller, set, plan, tag, untag, tagsOf };
  };

  it("response plans, incidents and the replication set can be tagged, each for itself", async () => {
    const { caller, set, plan, tag, untag, tagsOf } = await account();
    const { incidentRecordArn: incident } = await tocsin.call(caller, startIncident, {
      responsePlanArn: plan,
    });
    for (const [value, arn] of [set, plan, incident].entries()) {
      expect(await tagsOf(arn)).toEqual({});
      await tag(arn, { which: String(value), empty: "" });
      await tag(arn, { more: "x" });
    }
    expect(await tagsOf(set)).toEqual({ which: "0", empty: "", more: "x" });
    expect(await tagsOf(incident)).toEqual({ which: "2", empty: "", more: "x" });
    await untag(plan, "empty", "more", "never-there");
    expect(await tagsOf(plan)).toEqual({ which: "1" });
    await untag(plan, "which");
    expect(await tagsOf(plan)).toEqual({});
  });

  it("tagging at once loses nothing", async () => {
    const { plan, tag, untag, tagsOf } = await account();
    await tag(plan, { gone: "x" });
    await Promise.all([
      ...Array.from({ length: 10 }, (_, n) => tag(plan, { [`key-${n}`]: "x" })),
      untag(plan, "gone"),
    ]);
    expect(await tagsOf(plan)).toEqual(manyTags(10));
  });

  it("a resource takes fifty tags and no more, also when they come at once", async () => {
    const { caller, plan, tag, tagsOf } = await account();
    await tag(plan, manyTags(49));
    const both = await Promise.allSettled([tag(plan, { a: "x" }), tag(plan, { b: "x" })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(Object.keys(await tagsOf(plan))).toHaveLength(50);
    await tag(plan, { "key-0": "new" });
    expect(await tocsin.refusal(caller, tagResource, { resourceArn: plan, tags: { c: "x" } })).toMatchObject({
      name: "ServiceQuotaExceededException",
      members: { quotaCode: "tags-per-resource", serviceCode: "ssm-incidents" },
    });
  });

  it("keys of AWS's own are refused in any case", async () => {
    const { caller, plan, tagsOf } = await account();
    const input = { resourceArn: plan, tags: { fine: "x", "AWS:cloudformation": "x" } };
    expect((await tocsin.refusal(caller, tagResource, input)).name).toBe("ValidationException");
    expect(await tagsOf(plan)).toEqual({});
  });

  it("keys that objects have of themselves are tags like any other", async () => {
    const { plan, tag, untag, tagsOf } = await account();
    await tag(plan, JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string>);
    expect(Object.entries(await tagsOf(plan))).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
    await untag(plan, "__proto__");
    expect(Object.keys(await tagsOf(plan))).toEqual(["constructor"]);
  });

  it("what is not there, or not the caller's, cannot be tagged, untagged or asked for its tags", async () => {
    const { plan, set } = await account();
    const { caller, plan: own } = await account();
    for (const resourceArn of [plan, set, `${own}-gone`, "arn:aws:sns:::topic", "web", "__proto__"])
      for (const refused of [
        tocsin.refusal(caller, tagResource, { resourceArn, tags: { a: "b" } }),
        tocsin.refusal(caller, untagResource, { resourceArn, tagKeys: ["a"] }),
        tocsin.refusal(caller, listTagsForResource, { resourceArn }),
      ])
        expect(await refused).toMatchObject({
          name: "ResourceNotFoundException",
          members: { resourceIdentifier: resourceArn },
        });
  });

  it("where there is no replication set, that is what is said", async () => {
    const { plan } = await account();
    const stranger = newCaller();
    const resourceArn = plan.replace(/\d{12}/, stranger.account);
    expect(await tocsin.refusal(stranger, listTagsForResource, { resourceArn })).toMatchObject({
      members: { resourceType: "REPLICATION_SET" },
    });
  });
});
