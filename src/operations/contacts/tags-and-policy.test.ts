import sql from "sql-template-tag";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getContactPolicy, putContactPolicy } from "../../contract/contacts/contact-policy.ts";
import { deleteContact } from "../../contract/contacts/contact.ts";
import { deleteRotation } from "../../contract/contacts/rotation.ts";
import { type Tags, listTagsForResource, tagResource, untagResource } from "../../contract/contacts/tag.ts";
import { type Calls, callsOn } from "../../../test/harness/calls.ts";
import { contactsAccount } from "../../../test/harness/contacts-account.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import type { Storage } from "../../storage/storage.ts";

const manyTags = (count: number, name = "key"): Tags =>
  Array.from({ length: count }, (_, n) => ({ Key: `${name}-${n}`, Value: "x" }));

forEachEngine((engine) => {
  let storage: Storage;
  let tocsin: Calls;
  beforeAll(async () => {
    storage = await engine.open();
    tocsin = callsOn(storage);
  });
  afterAll(() => storage[Symbol.asyncDispose]());

  const account = async () => {
    const it = await contactsAccount(tocsin);
    const bob = await it.person("bob");
    return {
      ...it,
      bob,
      tag: (ResourceARN: string, Tags: Tags) => it.call(tagResource, { ResourceARN, Tags }),
      untag: (ResourceARN: string, ...TagKeys: string[]) => it.call(untagResource, { ResourceARN, TagKeys }),
      tagsOf: async (ResourceARN: string) => (await it.call(listTagsForResource, { ResourceARN })).Tags,
    };
  };

  describe("tags", () => {
    it("are added, replaced and removed, on contacts and rotations", async () => {
      const { bob, rotation, tag, untag, tagsOf } = await account();
      for (const arn of [bob, await rotation([bob])]) {
        expect(await tagsOf(arn)).toEqual([]);
        await tag(arn, [
          { Key: "a", Value: "1" },
          { Key: "b", Value: "2" },
        ]);
        await tag(arn, [{ Key: "c" }, { Key: "a", Value: "3" }]);
        expect(await tagsOf(arn)).toEqual([{ Key: "a", Value: "3" }, { Key: "b", Value: "2" }, { Key: "c" }]);
        await untag(arn, "b", "gone");
        expect(await tagsOf(arn)).toEqual([{ Key: "a", Value: "3" }, { Key: "c" }]);
      }
    });

    it("added at once are all there, fifty and no more", async () => {
      const { bob, tag, tagsOf, refusal } = await account();
      await Promise.all(["x", "y", "z"].map((name) => tag(bob, manyTags(16, name))));
      expect(await tagsOf(bob)).toHaveLength(48);
      const both = await Promise.allSettled(["v", "w"].map((name) => tag(bob, manyTags(2, name))));
      expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
      expect(await refusal(tagResource, { ResourceARN: bob, Tags: [{ Key: "more" }] })).toMatchObject({
        name: "ServiceQuotaExceededException",
        members: { QuotaCode: "tags-per-resource", ServiceCode: "ssm-contacts" },
      });
    });

    it("of AWS's own, given twice or without a key are refused", async () => {
      const { bob, refusal, tagsOf } = await account();
      const Tags = [{ Key: "fine" }, { Key: "aws:x" }, { Key: "fine" }, { Value: "x" }];
      const { name, members } = await refusal(tagResource, { ResourceARN: bob, Tags });
      expect(name).toBe("ValidationException");
      expect(members["Fields"]).toHaveLength(3);
      expect(await tagsOf(bob)).toEqual([]);
    });

    it("may have keys that objects have of themselves", async () => {
      const { bob, tag, untag, tagsOf } = await account();
      await tag(bob, [
        { Key: "__proto__", Value: "x" },
        { Key: "constructor", Value: "y" },
      ]);
      expect(await tagsOf(bob)).toEqual([
        { Key: "__proto__", Value: "x" },
        { Key: "constructor", Value: "y" },
      ]);
      await untag(bob, "__proto__");
      expect(await tagsOf(bob)).toHaveLength(1);
    });

    it("go with what they are on", async () => {
      const { call, refusal, bob, rotation, tag } = await account();
      const arn = await rotation([bob]);
      await tag(arn, manyTags(1));
      await call(deleteRotation, { RotationId: arn });
      await call(deleteContact, { ContactId: bob });
      for (const ResourceARN of [arn, bob])
        expect(await refusal(listTagsForResource, { ResourceARN })).toMatchObject({
          name: "ResourceNotFoundException",
          members: { ResourceId: ResourceARN },
        });
      expect(await storage.all(sql`select arn from tags where arn in (${arn}, ${bob})`)).toEqual([]);
    });

    it("are on nothing of other accounts, and on nothing else", async () => {
      const { bob, channel } = await account();
      const phone = await channel(bob);
      const { refusal } = await account();
      for (const [ResourceARN, name] of [
        [bob, "ResourceNotFoundException"],
        [phone, "ValidationException"],
        ["__proto__", "ValidationException"],
      ] as const)
        for (const refused of [
          refusal(tagResource, { ResourceARN, Tags: [] }),
          refusal(untagResource, { ResourceARN, TagKeys: [] }),
          refusal(listTagsForResource, { ResourceARN }),
        ])
          expect((await refused).name).toBe(name);
    });
  });

  describe("the policy of a contact", () => {
    const policyFor = (arn: string, principal: string) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: {
          Sid: "share",
          Effect: "Allow",
          Principal: { AWS: principal },
          Action: ["ssm-contacts:GetContact", "ssm-contacts:StartEngagement"],
          Resource: [arn, `${arn.replace(":contact/", ":engagement/")}/*`],
        },
      });

    it("is given back as it was put, the last of several", async () => {
      const { call, bob } = await account();
      const get = () => call(getContactPolicy, { ContactArn: bob });
      expect(await get()).toEqual({ ContactArn: bob });
      for (const principal of ["222233334444", "arn:aws:iam::333344445555:root"]) {
        const Policy = policyFor(bob, principal);
        expect(await call(putContactPolicy, { ContactArn: bob, Policy })).toEqual({});
        expect(await get()).toEqual({ ContactArn: bob, Policy });
      }
    });

    it("goes with the contact", async () => {
      const { call, bob, person } = await account();
      await call(putContactPolicy, { ContactArn: bob, Policy: policyFor(bob, "222233334444") });
      await call(deleteContact, { ContactId: bob });
      expect(await person("bob")).toBe(bob);
      expect(await call(getContactPolicy, { ContactArn: bob })).toEqual({ ContactArn: bob });
    });

    it("is refused when it is none, or shares what cannot be shared, with all that is wrong", async () => {
      const { call, refusal, bob } = await account();
      const Policy = policyFor(`${bob}-other`, "*").replace("GetContact", "DeleteContact");
      const { name, message, members } = await refusal(putContactPolicy, { ContactArn: bob, Policy });
      expect(name).toBe("ValidationException");
      expect(message).toMatch(/^Invalid value provided - .*Principal.*Action.*Resource/);
      expect(members["Fields"]).toHaveLength(3);
      const none = { ContactArn: bob, Policy: "not JSON" };
      expect((await refusal(putContactPolicy, none)).name).toBe("ValidationException");
      expect(await call(getContactPolicy, { ContactArn: bob })).toEqual({ ContactArn: bob });
    });

    it("of somebody else's contact cannot be put or read", async () => {
      const { bob } = await account();
      const { refusal } = await account();
      for (const refused of [
        refusal(putContactPolicy, { ContactArn: bob, Policy: policyFor(bob, "222233334444") }),
        refusal(getContactPolicy, { ContactArn: bob }),
      ])
        expect((await refused).name).toBe("ResourceNotFoundException");
    });
  });
});
