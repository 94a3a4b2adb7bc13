import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createReplicationSet,
  deleteReplicationSet,
  getReplicationSet,
  listReplicationSets,
  updateDeletionProtection,
  updateReplicationSet,
} from "../../contract/incidents/replication-set.ts";
import { createResponsePlan, listResponsePlans } from "../../contract/incidents/response-plan.ts";
import { listTagsForResource } from "../../contract/incidents/tag.ts";
import { type Calls, callsOn, newCaller } from "../../../test/harness/calls.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import type { Storage } from "../../storage/storage.ts";

const regions = { "us-east-1": {} };
const plan = { name: "web", incidentTemplate: { title: "Down", impact: 1 } };

const add = (regionName: string) => [{ addRegionAction: { regionName } }];
const remove = (regionName: string) => [{ deleteRegionAction: { regionName } }];

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
    const { arn } = await tocsin.call(caller, createReplicationSet, { regions });
    const get = async () => (await tocsin.call(caller, getReplicationSet, { arn })).replicationSet;
    return { caller, arn, get };
  };

  describe("CreateReplicationSet", () => {
    it("accepts one Region, with nothing said about it", async () => {
      const { caller, arn, get } = await onboarded();
      expect(arn).toMatch(
        new RegExp(`^arn:aws:ssm-incidents::${caller.account}:replication-set/[0-9a-f-]{36}$`),
      );
      const now = new Date(tocsin.clock.now());
      expect(await get()).toEqual({
        arn,
        status: "ACTIVE",
        deletionProtected: false,
        createdBy: caller.arn,
        createdTime: now,
        lastModifiedBy: caller.arn,
        lastModifiedTime: now,
        regionMap: {
          "us-east-1": { status: "ACTIVE", statusUpdateDateTime: now, sseKmsKeyId: "DefaultKey" },
        },
      });
      const list = await tocsin.call(caller, listReplicationSets, {});
      expect(list).toEqual({ replicationSetArns: [arn] });
    });

    it("accepts three Regions with their keys, and tags", async () => {
      const caller = newCaller();
      const three = {
        "us-east-1": {},
        "eu-west-1": { sseKmsKeyId: "key-1" },
        "ap-south-1": { sseKmsKeyId: "" },
      };
      const tags = { team: "sre", empty: "" };
      const { arn } = await tocsin.call(caller, createReplicationSet, { regions: three, tags });
      const { replicationSet } = await tocsin.call(caller, getReplicationSet, { arn });
      expect(Object.entries(replicationSet.regionMap).map(([name, it]) => [name, it.sseKmsKeyId])).toEqual([
        ["us-east-1", "DefaultKey"],
        ["eu-west-1", "key-1"],
        ["ap-south-1", "DefaultKey"],
      ]);
      expect(await tocsin.call(caller, listTagsForResource, { resourceArn: arn })).toEqual({ tags });
    });

    it("refuses what is no Region and reserved tags, both at once, and keeps nothing", async () => {
      const caller = newCaller();
      const wrong = { regions: { us_east_1: {}, "us-east-1": {} }, tags: { "AWS:team": "x" } };
      const { name, message } = await tocsin.refusal(caller, createReplicationSet, wrong);
      expect(name).toBe("ValidationException");
      expect(message).toMatch(/^2 validation errors detected: .*us_east_1.*AWS:team/);
      expect(await tocsin.call(caller, listReplicationSets, {})).toEqual({ replicationSetArns: [] });
    });

    it("refuses a second set", async () => {
      const { caller, arn } = await onboarded();
      expect(await tocsin.refusal(caller, createReplicationSet, { regions })).toMatchObject({
        name: "ServiceQuotaExceededException",
        members: {
          quotaCode: "replication-sets-per-account",
          serviceCode: "ssm-incidents",
          resourceType: "REPLICATION_SET",
        },
      });
      expect(await tocsin.call(caller, listReplicationSets, {})).toEqual({ replicationSetArns: [arn] });
    });

    it("makes one set when many ask at once", async () => {
      const caller = newCaller();
      const asked = Array.from({ length: 8 }, () => tocsin.call(caller, createReplicationSet, { regions }));
      const made = (await Promise.allSettled(asked)).filter(({ status }) => status === "fulfilled");
      expect(made).toHaveLength(1);
    });

    it("answers the same again for the same client token, and refuses it for other details", async () => {
      const caller = newCaller();
      const input = { regions, tags: { a: "b" }, clientToken: "once" };
      const first = await tocsin.call(caller, createReplicationSet, input);
      expect(await tocsin.call(caller, createReplicationSet, input)).toEqual(first);
      const other = { ...input, tags: { a: "c" } };
      expect(await tocsin.refusal(caller, createReplicationSet, other)).toMatchObject({
        name: "ConflictException",
      });
    });
  });

  describe("GetReplicationSet", () => {
    it("knows only the caller's own set", async () => {
      const { arn } = await onboarded();
      const { caller: stranger } = await onboarded();
      for (const asked of [
        arn,
        `arn:aws:ssm-incidents::${stranger.account}:replication-set/none`,
        "arn:aws:sns:::x",
      ])
        expect(await tocsin.refusal(stranger, getReplicationSet, { arn: asked })).toMatchObject({
          name: "ResourceNotFoundException",
          members: { resourceType: "REPLICATION_SET", resourceIdentifier: asked },
        });
    });
  });

  describe("ListReplicationSets", () => {
    it("refuses a token that it did not give", async () => {
      const { caller } = await onboarded();
      expect(await tocsin.refusal(caller, listReplicationSets, { nextToken: "x" })).toMatchObject({
        name: "ValidationException",
      });
    });
  });

  describe("UpdateReplicationSet", () => {
    it("adds a Region and takes one away", async () => {
      const { caller, arn, get } = await onboarded();
      const key = [{ addRegionAction: { regionName: "eu-west-1", sseKmsKeyId: "key-1" } }];
      expect(await tocsin.call(caller, updateReplicationSet, { arn, actions: key })).toEqual({});
      await tocsin.call(caller, updateReplicationSet, { arn, actions: remove("us-east-1") });
      expect(await get()).toMatchObject({
        status: "ACTIVE",
        regionMap: { "eu-west-1": { status: "ACTIVE", sseKmsKeyId: "key-1" } },
      });
    });

    it.each([
      ["what is no Region", add("nowhere")],
      ["a Region that is there", add("us-east-1")],
      ["to take away a Region that is not there", remove("eu-west-1")],
      ["to take away what is no Region", remove("__proto__")],
    ])("refuses %s", async (_, actions) => {
      const { caller, arn, get } = await onboarded();
      const before = await get();
      const { name } = await tocsin.refusal(caller, updateReplicationSet, { arn, actions });
      expect(name).toBe("ValidationException");
      expect(await get()).toEqual(before);
    });

    it("refuses a fourth Region", async () => {
      const caller = newCaller();
      const three = { "us-east-1": {}, "us-east-2": {}, "us-west-2": {} };
      const { arn } = await tocsin.call(caller, createReplicationSet, { regions: three });
      const { name } = await tocsin.refusal(caller, updateReplicationSet, { arn, actions: add("eu-west-1") });
      expect(name).toBe("ValidationException");
    });

    it("loses no Region of two that are added at once", async () => {
      const { caller, arn, get } = await onboarded();
      const both = ["eu-west-1", "eu-west-2"].map((name) =>
        tocsin.call(caller, updateReplicationSet, { arn, actions: add(name) }),
      );
      await Promise.all(both);
      expect(Object.keys((await get()).regionMap).toSorted()).toEqual([
        "eu-west-1",
        "eu-west-2",
        "us-east-1",
      ]);
    });

    it("takes the whole set away with the last Region, unless that is protected", async () => {
      const { caller, arn } = await onboarded();
      const last = { arn, actions: remove("us-east-1") };
      await tocsin.call(caller, updateDeletionProtection, { arn, deletionProtected: true });
      expect((await tocsin.refusal(caller, updateReplicationSet, last)).name).toBe("ValidationException");
      await tocsin.call(caller, updateDeletionProtection, { arn, deletionProtected: false });
      await tocsin.call(caller, updateReplicationSet, last);
      expect((await tocsin.refusal(caller, getReplicationSet, { arn })).name).toBe(
        "ResourceNotFoundException",
      );
    });

    it("does a call with a client token once", async () => {
      const { caller, arn } = await onboarded();
      const input = { arn, actions: add("eu-west-1"), clientToken: "once" };
      await tocsin.call(caller, updateReplicationSet, input);
      expect(await tocsin.call(caller, updateReplicationSet, input)).toEqual({});
      const other = { ...input, actions: add("eu-west-2") };
      expect((await tocsin.refusal(caller, updateReplicationSet, other)).name).toBe("ConflictException");
    });

    it("knows only the caller's own set", async () => {
      const { arn } = await onboarded();
      const input = { arn, actions: add("eu-west-1") };
      expect((await tocsin.refusal(newCaller(), updateReplicationSet, input)).name).toBe(
        "ResourceNotFoundException",
      );
    });
  });

  describe("UpdateDeletionProtection", () => {
    it("turns it on and off, and says who did", async () => {
      const { caller, arn, get } = await onboarded();
      const bob = { ...caller, arn: `arn:aws:iam::${caller.account}:user/bob` };
      tocsin.clock.advance(1000);
      await tocsin.call(bob, updateDeletionProtection, { arn, deletionProtected: true });
      expect(await get()).toMatchObject({
        deletionProtected: true,
        createdBy: caller.arn,
        lastModifiedBy: bob.arn,
        lastModifiedTime: new Date(tocsin.clock.now()),
      });
      await tocsin.call(bob, updateDeletionProtection, { arn, deletionProtected: false });
      expect(await get()).toMatchObject({ deletionProtected: false });
    });

    it("refuses a client token with other details, in the only error that it models", async () => {
      const { caller, arn } = await onboarded();
      await tocsin.call(caller, updateDeletionProtection, {
        arn,
        deletionProtected: true,
        clientToken: "once",
      });
      const other = { arn, deletionProtected: false, clientToken: "once" };
      expect((await tocsin.refusal(caller, updateDeletionProtection, other)).name).toBe(
        "ValidationException",
      );
    });

    it("knows only the caller's own set", async () => {
      const { arn } = await onboarded();
      const input = { arn, deletionProtected: true };
      expect((await tocsin.refusal(newCaller(), updateDeletionProtection, input)).name).toBe(
        "ResourceNotFoundException",
      );
    });
  });

  describe("DeleteReplicationSet", () => {
    it("takes all the account's data away at once, and nobody else's", async () => {
      const { caller, arn } = await onboarded();
      const other = await onboarded();
      for (const it of [caller, other.caller])
        await tocsin.call(it, createResponsePlan, { ...plan, tags: { a: "b" } });

      expect(await tocsin.call(caller, deleteReplicationSet, { arn })).toEqual({});
      expect((await tocsin.refusal(caller, getReplicationSet, { arn })).name).toBe(
        "ResourceNotFoundException",
      );
      expect(await tocsin.call(caller, listReplicationSets, {})).toEqual({ replicationSetArns: [] });

      expect(await tocsin.call(other.caller, listResponsePlans, {})).toMatchObject({
        responsePlanSummaries: [{ name: "web" }],
      });
      await tocsin.call(caller, createReplicationSet, { regions });
      expect(await tocsin.call(caller, listResponsePlans, {})).toEqual({ responsePlanSummaries: [] });
      const { arn: again } = await tocsin.call(caller, createResponsePlan, plan);
      expect(await tocsin.call(caller, listTagsForResource, { resourceArn: again })).toEqual({ tags: {} });
    });

    it("refuses while the set is protected", async () => {
      const { caller, arn, get } = await onboarded();
      await tocsin.call(caller, updateDeletionProtection, { arn, deletionProtected: true });
      expect((await tocsin.refusal(caller, deleteReplicationSet, { arn })).name).toBe("ValidationException");
      expect(await get()).toMatchObject({ status: "ACTIVE" });
    });

    it("knows only the caller's own set", async () => {
      const { arn, get } = await onboarded();
      const { caller: stranger } = await onboarded();
      expect((await tocsin.refusal(stranger, deleteReplicationSet, { arn })).name).toBe(
        "ResourceNotFoundException",
      );
      expect(await get()).toMatchObject({ status: "ACTIVE" });
    });

    it("leaves nothing behind that others write at the same time", async () => {
      const { caller, arn } = await onboarded();
      const writes = Array.from({ length: 12 }, (_, n) =>
        tocsin.call(caller, createResponsePlan, { ...plan, name: `plan-${n}` }),
      );
      await Promise.allSettled([...writes, tocsin.call(caller, deleteReplicationSet, { arn })]);
      await tocsin.call(caller, createReplicationSet, { regions });
      expect(await tocsin.call(caller, listResponsePlans, {})).toEqual({ responsePlanSummaries: [] });
    });
  });
});
