import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getContactChannel, listContactChannels } from "../../contract/contacts/channel.ts";
import { getContactPolicy } from "../../contract/contacts/contact-policy.ts";
import {
  type Plan,
  createContact,
  deleteContact,
  getContact,
  listContacts,
  updateContact,
} from "../../contract/contacts/contact.ts";
import { updateRotation } from "../../contract/contacts/rotation.ts";
import { listTagsForResource } from "../../contract/contacts/tag.ts";
import { type Calls, callsOn, newCaller } from "../../../test/harness/calls.ts";
import {
  channelStage,
  contactStage,
  contactsAccount,
  dailyAtNine,
} from "../../../test/harness/contacts-account.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import type { Storage } from "../../storage/storage.ts";

const notOnboarded = {
  name: "ValidationException",
  message: "Invalid value provided - Account not found for the request",
  members: { Reason: "OTHER" },
};

forEachEngine((engine) => {
  let storage: Storage;
  let tocsin: Calls;
  beforeAll(async () => {
    storage = await engine.open();
    tocsin = callsOn(storage);
  });
  afterAll(() => storage[Symbol.asyncDispose]());
  const account = () => contactsAccount(tocsin);
  const bob = { Alias: "bob", Type: "PERSONAL" as const, Plan: { Stages: [] } };

  describe("CreateContact", () => {
    it("accepts the least that each type can say, and shows just that", async () => {
      const { caller, call, contact } = await account();
      for (const [Alias, Type, Plan] of [
        ["bob", "PERSONAL", { Stages: [] }],
        ["eve", "PERSONAL", {}],
        ["team", "ESCALATION", {}],
        ["night", "ONCALL_SCHEDULE", {}],
      ] as const) {
        const { ContactArn } = await call(createContact, { Alias, Type, Plan: { ...Plan } as object });
        expect(ContactArn).toBe(`arn:aws:ssm-contacts:us-east-1:${caller.account}:contact/${Alias}`);
        expect(await contact(ContactArn)).toStrictEqual({
          ContactArn,
          Alias,
          Type,
          Plan,
          DisplayName: undefined,
        });
      }
    });

    it("accepts all that an escalation plan can say, and keeps its order", async () => {
      const { call, person, schedule, contact } = await account();
      const [zoe, amy, night] = [await person("zoe"), await person("amy"), await schedule("night")];
      const input = {
        Alias: "team",
        DisplayName: "Équipe n.1",
        Type: "ESCALATION" as const,
        Plan: {
          Stages: [contactStage(30, zoe, amy), contactStage(0, night), { DurationInMinutes: 5, Targets: [] }],
        },
        Tags: [{ Key: "b", Value: "2" }, { Key: "a" }],
      };
      const { ContactArn } = await call(createContact, input);
      const { Tags, ...rest } = input;
      expect(await contact(ContactArn)).toEqual({ ContactArn, ...rest });
      expect(await call(listTagsForResource, { ResourceARN: ContactArn })).toEqual({ Tags });
    });

    it("keeps no display name that is empty, as Terraform sends it", async () => {
      const { call, contact } = await account();
      const { ContactArn } = await call(createContact, { ...bob, DisplayName: "" });
      expect((await contact(ContactArn)).DisplayName).toBeUndefined();
    });

    it("refuses an alias that is taken in the Region, whatever the type; elsewhere it is free", async () => {
      const { caller, call, refusal } = await account();
      const { ContactArn } = await call(createContact, bob);
      const other = { ...bob, Type: "ESCALATION" as const };
      expect(await refusal(createContact, other)).toMatchObject({
        name: "ConflictException",
        members: { ResourceId: ContactArn, ResourceType: "CONTACT" },
      });
      await tocsin.call({ ...caller, region: "eu-west-1" }, createContact, bob);
    });

    it("makes one contact when many ask for the alias at once", async () => {
      const { call } = await account();
      const asked = Array.from({ length: 8 }, () => call(createContact, bob));
      const made = (await Promise.allSettled(asked)).filter(({ status }) => status === "fulfilled");
      expect(made).toHaveLength(1);
    });

    it("says of a schedule with stages what AWS says", async () => {
      const { refusal } = await account();
      const Plan = { Stages: [{ DurationInMinutes: 5, Targets: [] }] };
      const input = { Alias: "night", Type: "ONCALL_SCHEDULE" as const, Plan };
      expect(await refusal(createContact, input)).toMatchObject({
        name: "ValidationException",
        message: "Invalid value provided - ONCALL SCHEDULE contact cannot have stages in plan",
        members: { Reason: "FIELD_VALIDATION_FAILED", Fields: [{ Name: "plan.stages" }] },
      });
    });

    it("refuses targets that are not there, and names every one", async () => {
      const { caller, refusal, person, escalation } = await account();
      const gone = `arn:aws:ssm-contacts:us-east-1:${caller.account}:contact/gone`;
      const Plan = {
        Stages: [
          contactStage(5, gone, await person("amy")),
          contactStage(5, await escalation("other"), "arn:aws:ssm-contacts:x:1:y"),
        ],
      };
      const { members } = await refusal(createContact, { Alias: "team", Type: "ESCALATION", Plan });
      expect(members["Fields"]).toMatchObject([
        { Name: "plan.stages.1.member.targets.1.member.contactTargetInfo.contactId" },
        { Name: "plan.stages.2.member.targets.1.member.contactTargetInfo.contactId" },
        { Name: "plan.stages.2.member.targets.2.member.contactTargetInfo.contactId" },
      ]);
      const schedule = { Alias: "night", Type: "ONCALL_SCHEDULE" as const, Plan: { RotationIds: [gone] } };
      expect((await refusal(createContact, schedule)).members["Fields"]).toMatchObject([
        { Name: "plan.rotationIds.1.member" },
      ]);
    });

    it("does not know the people and rotations of other accounts", async () => {
      const stranger = await account();
      const zoe = await stranger.person("zoe");
      const rotation = await stranger.rotation([zoe]);
      const { refusal } = await account();
      const team = { Alias: "team", Type: "ESCALATION" as const, Plan: { Stages: [contactStage(5, zoe)] } };
      expect((await refusal(createContact, team)).message).toContain(`the contact ${zoe} does not exist`);
      const night = {
        Alias: "night",
        Type: "ONCALL_SCHEDULE" as const,
        Plan: { RotationIds: [rotation] },
      };
      expect((await refusal(createContact, night)).message).toContain("does not exist");
    });

    it("refuses tags that are reserved, given twice or without a key", async () => {
      const { refusal } = await account();
      const Tags = [{ Key: "AWS:x", Value: "1" }, { Key: "a", Value: "1" }, { Key: "a" }, { Value: "1" }];
      const { members } = await refusal(createContact, { ...bob, Tags });
      expect(members["Fields"]).toMatchObject([
        { Name: "tags.1.member.key" },
        { Name: "tags.3.member.key" },
        { Name: "tags.4.member.key" },
      ]);
    });

    it("answers the same again for the same token, and refuses it for other details", async () => {
      const { call, refusal } = await account();
      const input = { ...bob, IdempotencyToken: "once" };
      const asked = await Promise.all(Array.from({ length: 5 }, () => call(createContact, input)));
      expect(new Set(asked.map(({ ContactArn }) => ContactArn)).size).toBe(1);
      expect(await refusal(createContact, { ...input, DisplayName: "Bob" })).toMatchObject({
        name: "ConflictException",
        members: { ResourceType: "CONTACT" },
      });
    });
  });

  describe("an account without a replication set", () => {
    it("is not found, whatever it asks for", async () => {
      const stranger = newCaller();
      const ContactId = `arn:aws:ssm-contacts:us-east-1:${stranger.account}:contact/bob`;
      for (const refused of [
        tocsin.refusal(stranger, createContact, bob),
        tocsin.refusal(stranger, getContact, { ContactId }),
        tocsin.refusal(stranger, listContacts, {}),
        tocsin.refusal(stranger, updateContact, { ContactId }),
        tocsin.refusal(stranger, deleteContact, { ContactId }),
        tocsin.refusal(stranger, listContactChannels, { ContactId }),
        tocsin.refusal(stranger, getContactPolicy, { ContactArn: ContactId }),
      ])
        expect(await refused).toMatchObject(notOnboarded);
    });
  });

  describe("GetContact", () => {
    it("knows the account's own contacts, from any Region, and nobody else's", async () => {
      const { caller, person } = await account();
      const ContactId = await person("bob");
      expect(await tocsin.call({ ...caller, region: "eu-west-1" }, getContact, { ContactId })).toMatchObject({
        Alias: "bob",
      });
      const { refusal } = await account();
      expect(await refusal(getContact, { ContactId })).toMatchObject({
        name: "ResourceNotFoundException",
        members: { ResourceId: ContactId, ResourceType: "CONTACT" },
      });
    });

    it("refuses the ARN of anything else", async () => {
      const { refusal, person, rotation, channel } = await account();
      const zoe = await person("zoe");
      for (const ContactId of [await rotation([zoe]), await channel(zoe), "arn:aws:ssm-contacts:a:1:b"])
        expect(await refusal(getContact, { ContactId })).toMatchObject({
          name: "ValidationException",
          message: `Invalid value provided - Invalid resource Arn ${ContactId}`,
        });
    });
  });

  describe("ListContacts", () => {
    it("is sorted by alias, filtered by type and by prefix, and shows no plans", async () => {
      const { caller, call, person, escalation, schedule } = await account();
      for (const alias of ["web-b", "ops", "web-a", "web_c", "we"]) await person(alias);
      await escalation("web-plan");
      await schedule("web-night");
      await tocsin.call({ ...caller, region: "eu-west-1" }, createContact, { ...bob, Alias: "web-eu" });
      const aliases = async (input: Parameters<typeof call<typeof listContacts>>[1]) =>
        (await call(listContacts, input)).Contacts?.map(({ Alias }) => Alias);
      expect(await aliases({})).toEqual(["ops", "we", "web-a", "web-b", "web-night", "web-plan", "web_c"]);
      expect(await aliases({ AliasPrefix: "web-" })).toEqual(["web-a", "web-b", "web-night", "web-plan"]);
      expect(await aliases({ AliasPrefix: "web-", Type: "PERSONAL" })).toEqual(["web-a", "web-b"]);
      expect(await aliases({ Type: "ONCALL_SCHEDULE" })).toEqual(["web-night"]);
      expect(await aliases({ AliasPrefix: "nobody" })).toEqual([]);
      const { Contacts = [] } = await call(listContacts, { Type: "ESCALATION" });
      expect(Object.keys(Contacts[0] ?? {})).not.toContain("Plan");
    });

    it("comes in pages that miss and repeat nothing while contacts come and go", async () => {
      const { caller, call, person, refusal } = await account();
      for (const alias of ["b", "d", "f", "h"]) await person(alias);
      const first = await call(listContacts, { MaxResults: 2 });
      expect(first.NextToken).toMatch(/^[\\/a-zA-Z0-9_+=-]+$/);
      for (const alias of ["a", "e"]) await person(alias);
      await call(deleteContact, {
        ContactId: `arn:aws:ssm-contacts:us-east-1:${caller.account}:contact/d`,
      });
      const second = await call(listContacts, { MaxResults: 3, NextToken: first.NextToken });
      expect(second.Contacts?.map(({ Alias }) => Alias)).toEqual(["e", "f", "h"]);
      expect(second).not.toHaveProperty("NextToken");
      expect(await refusal(listContacts, { Type: "PERSONAL", NextToken: first.NextToken })).toMatchObject({
        name: "ValidationException",
        members: { Fields: [{ Name: "nextToken" }] },
      });
      expect((await call(listContacts, { MaxResults: 0 })).Contacts).toHaveLength(5);
    });
  });

  describe("UpdateContact", () => {
    it("changes what it names and nothing else", async () => {
      const { call, person, channel, contact } = await account();
      const ContactId = await person("bob");
      const Plan = { Stages: [channelStage(5, await channel(ContactId))] };
      await call(updateContact, { ContactId, DisplayName: "Bob" });
      await call(updateContact, { ContactId, Plan });
      expect(await contact(ContactId)).toMatchObject({ DisplayName: "Bob", Plan });
      await call(updateContact, { ContactId });
      await call(updateContact, { ContactId, DisplayName: "" });
      expect(await contact(ContactId)).toStrictEqual({
        ContactArn: ContactId,
        Alias: "bob",
        DisplayName: undefined,
        Type: "PERSONAL",
        Plan,
      });
    });

    it("checks the plan by the type that the contact has", async () => {
      const { refusal, person, schedule, channel, contact } = await account();
      const [bob, night] = [await person("bob"), await schedule("night")];
      const phone = await channel(bob);
      const plans: [string, Plan][] = [
        [bob, { Stages: [contactStage(5, night)] }],
        [night, { Stages: [channelStage(5, phone)] }],
        [await person("eve"), { Stages: [channelStage(5, phone)] }],
      ];
      for (const [ContactId, Plan] of plans)
        expect((await refusal(updateContact, { ContactId, Plan })).name).toBe("ValidationException");
      expect((await contact(bob)).Plan).toEqual({ Stages: [] });
    });

    it("lets what is gone stay in a plan that had it, so that the rest can be edited", async () => {
      const { call, refusal, person, escalation, plan, contact } = await account();
      const [amy, bob] = [await person("amy"), await person("bob")];
      const team = await escalation("team", contactStage(5, amy));
      await call(deleteContact, { ContactId: amy });
      const Plan = { Stages: [contactStage(5, amy), contactStage(5, bob)] };
      await plan(team, Plan);
      expect((await contact(team)).Plan).toEqual(Plan);
      await plan(team, { Stages: [contactStage(5, bob)] });
      expect((await refusal(updateContact, { ContactId: team, Plan })).name).toBe("ValidationException");
    });
  });

  describe("DeleteContact", () => {
    it("takes along channels, tags and codes on their way, and frees the alias at once", async () => {
      const { call, refusal, channel, codeFor, contact } = await account();
      const { ContactArn: ContactId } = await call(createContact, {
        ...bob,
        Tags: [{ Key: "a", Value: "1" }],
      });
      const phone = await channel(ContactId);
      expect(await codeFor(phone)).toMatch(/^\d{6}$/);
      expect(await call(deleteContact, { ContactId })).toEqual({});
      expect(await codeFor(phone)).toBeUndefined();
      expect((await refusal(getContactChannel, { ContactChannelId: phone })).name).toBe(
        "ResourceNotFoundException",
      );
      expect((await refusal(deleteContact, { ContactId })).name).toBe("ResourceNotFoundException");
      await call(createContact, bob);
      expect(await call(listTagsForResource, { ResourceARN: ContactId })).toEqual({ Tags: [] });
      expect(await call(listContactChannels, { ContactId })).toEqual({ ContactChannels: [] });
      expect((await contact(ContactId)).Plan).toEqual({ Stages: [] });
    });

    it("leaves plans as they are", async () => {
      const { call, person, escalation, contact } = await account();
      const amy = await person("amy");
      const team = await escalation("team", contactStage(5, amy));
      await call(deleteContact, { ContactId: amy });
      expect((await contact(team)).Plan).toEqual({ Stages: [contactStage(5, amy)] });
    });

    it("refuses somebody who is in rotations, and names them, until they let go", async () => {
      const { call, refusal, person, rotation } = await account();
      const [amy, bob] = [await person("amy"), await person("bob")];
      const rotations = [await rotation([amy, bob, amy]), await rotation([amy])].toSorted();
      expect(await refusal(deleteContact, { ContactId: amy })).toMatchObject({
        name: "ConflictException",
        members: {
          ResourceId: amy,
          ResourceType: "CONTACT",
          DependentEntities: [{ RelationType: "ROTATION", DependentResourceIds: rotations }],
        },
      });
      for (const RotationId of rotations)
        await call(updateRotation, { RotationId, ContactIds: [bob], Recurrence: dailyAtNine });
      await call(deleteContact, { ContactId: amy });
    });

    it("and a rotation that wants the person at the same time: one of them is refused", async () => {
      const { call, person, rotation } = await account();
      for (let round = 0; round < 5; round++) {
        const amy = await person(`amy-${round}`);
        const [deleted, made] = await Promise.allSettled([
          call(deleteContact, { ContactId: amy }),
          rotation([amy]),
        ]);
        expect([deleted.status, made.status].toSorted()).toEqual(["fulfilled", "rejected"]);
      }
    });
  });

  describe("whoever runs Tocsin", () => {
    it("is told of plans that could wake nobody, and not of others", async () => {
      const { person, channel, activate, plan, wakeable, escalation } = await account();
      const told = tocsin.warnings.length;
      const bob = await person("bob");
      const phone = await channel(bob, "+14255550199");
      await plan(bob, { Stages: [channelStage(5, phone)] });
      expect(tocsin.warnings.slice(told)).toEqual([
        "bob could not be woken: the plan has no stages",
        "bob could not be woken: stage 1: the channel phone (+14…99) is not activated",
      ]);
      await activate(phone);
      const before = tocsin.warnings.length;
      await plan(bob, { Stages: [channelStage(5, phone)] });
      const amy = await wakeable("amy");
      await escalation("team", contactStage(5, amy, bob));
      expect(tocsin.warnings.slice(before)).toEqual(["amy could not be woken: the plan has no stages"]);
    });
  });
});
