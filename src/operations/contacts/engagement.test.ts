import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deleteContact } from "../../contract/contacts/contact.ts";
import {
  describeEngagement,
  listEngagements,
  startEngagement,
  stopEngagement,
} from "../../contract/contacts/engagement.ts";
import { listPagesByEngagement } from "../../contract/contacts/page.ts";
import { deleteReplicationSet, listReplicationSets } from "../../contract/incidents/replication-set.ts";
import { type Calls, callsOn, newCaller } from "../../../test/harness/calls.ts";
import {
  type ContactsAccount,
  contactStage,
  contactsAccount,
} from "../../../test/harness/contacts-account.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import { type Paging, startPaging } from "../../../test/harness/paging.ts";
import type { Storage } from "../../storage/storage.ts";

const words = { Sender: "cli", Subject: "Disk full", Content: "The disk of web-1 is full." };
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

forEachEngine((engine) => {
  let storage: Storage;
  let tocsin: Calls;
  let paging: Paging;
  let account: ContactsAccount;
  let alice: string;

  beforeAll(async () => {
    storage = await engine.open();
    tocsin = callsOn(storage);
    paging = await startPaging(tocsin);
    account = await contactsAccount(tocsin);
    alice = await account.wakeable("alice");
  });
  afterAll(async () => {
    await paging[Symbol.asyncDispose]();
    await storage[Symbol.asyncDispose]();
  });

  const start = async (more: Partial<Parameters<typeof startOf>[1]> = {}) => startOf(account, { ...more });
  const startOf = async (
    { call }: ContactsAccount,
    more: { ContactId?: string; IncidentId?: string; PublicSubject?: string; IdempotencyToken?: string },
  ): Promise<string> => (await call(startEngagement, { ContactId: alice, ...words, ...more })).EngagementArn;
  const shown = (EngagementId: string) => account.call(describeEngagement, { EngagementId });
  const unknown = () => alice.replace(":contact/", ":engagement/") + "/01234567-89ab-cdef-0123-456789abcdef";

  describe("StartEngagement", () => {
    it("has an ARN with the alias of whom it engages, and says what it was told to say", async () => {
      const now = new Date(tocsin.clock.now());
      const arn = await start({ PublicSubject: "Something is up", IncidentId: "INC-7" });
      const prefix = `${alice.replace(":contact/", ":engagement/")}/`;
      expect(arn.startsWith(prefix)).toBe(true);
      expect(arn.slice(prefix.length)).toMatch(uuid);
      expect(await shown(arn)).toEqual({
        EngagementArn: arn,
        ContactArn: alice,
        ...words,
        PublicSubject: "Something is up",
        PublicContent: undefined,
        IncidentId: "INC-7",
        StartTime: now,
        StopTime: undefined,
      });
    });

    it("engages people, escalation plans and on-call schedules, also those of other Regions and without anybody in them", async () => {
      const plan = await account.escalation("plan", contactStage(5, alice));
      const schedule = await account.schedule("schedule");
      const elsewhere = { ...account.caller, region: "eu-west-1" };
      for (const ContactId of [plan, schedule]) {
        const { EngagementArn } = await tocsin.call(elsewhere, startEngagement, { ContactId, ...words });
        expect(EngagementArn).toContain(":us-east-1:");
        expect(await shown(EngagementArn)).toMatchObject({ ContactArn: ContactId });
      }
    });

    it("with the same token engages once, and refuses another call with it", async () => {
      const arn = await start({ IdempotencyToken: "once" });
      expect(await start({ IdempotencyToken: "once" })).toBe(arn);
      const other = { ContactId: alice, ...words, Subject: "Else", IdempotencyToken: "once" };
      expect(await account.refusal(startEngagement, other)).toMatchObject({ name: "ValidationException" });
    });

    it("refuses contacts that are not there, another account's, and ARNs of other things", async () => {
      const gone = await account.person("gone");
      await account.call(deleteContact, { ContactId: gone });
      expect(await account.refusal(startEngagement, { ContactId: gone, ...words })).toMatchObject({
        name: "ResourceNotFoundException",
        members: { ResourceId: gone, ResourceType: "CONTACT" },
      });
      const stranger = await contactsAccount(tocsin);
      expect(await stranger.refusal(startEngagement, { ContactId: alice, ...words })).toMatchObject({
        name: "ResourceNotFoundException",
      });
      const channel = await account.channel(alice);
      expect(await account.refusal(startEngagement, { ContactId: channel, ...words })).toMatchObject({
        name: "ValidationException",
        message: `Invalid value provided - Invalid resource Arn ${channel}`,
      });
    });

    it("refuses accounts without a replication set", async () => {
      const error = await tocsin.refusal(newCaller(), startEngagement, { ContactId: alice, ...words });
      expect(error.message).toBe("Invalid value provided - Account not found for the request");
    });
  });

  describe("StopEngagement", () => {
    it("pages nobody any more, shows when, and can be repeated", async () => {
      const arn = await start();
      const now = new Date(tocsin.clock.now());
      await account.call(stopEngagement, { EngagementId: arn, Reason: "A false alarm" });
      await paging.advance("PT10M");
      await account.call(stopEngagement, { EngagementId: arn });
      expect(await shown(arn)).toMatchObject({ StopTime: now });
    });

    it("refuses what is not there", async () => {
      expect(await account.refusal(stopEngagement, { EngagementId: unknown() })).toMatchObject({
        name: "ResourceNotFoundException",
        members: { ResourceId: unknown(), ResourceType: "ENGAGEMENT" },
      });
      expect(await account.refusal(stopEngagement, { EngagementId: alice })).toMatchObject({
        name: "ValidationException",
      });
      const stranger = await contactsAccount(tocsin);
      const arn = await start();
      expect(await stranger.refusal(stopEngagement, { EngagementId: arn })).toMatchObject({
        name: "ResourceNotFoundException",
      });
    });
  });

  it("DescribeEngagement shows the end of one that nobody answered, and refuses what is not there", async () => {
    const arn = await start();
    await paging.advance("PT5M");
    expect(await shown(arn)).toMatchObject({ StopTime: new Date(tocsin.clock.now()) });
    expect(await account.refusal(describeEngagement, { EngagementId: unknown() })).toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  describe("ListEngagements", () => {
    const listed = async ({ call }: ContactsAccount, input: object = {}) =>
      (await call(listEngagements, input)).Engagements.map((it) => it.EngagementArn);

    it("lists those of the account and Region, the latest first, page by page", async () => {
      const other = await contactsAccount(tocsin);
      const bob = await other.wakeable("bob");
      const begin = (ContactId: string) => startOf(other, { ContactId });
      const arns: string[] = [];
      for (let round = 0; round < 3; round++) {
        arns.unshift(await begin(bob));
        await paging.advance("PT1S");
      }
      const carol = await tocsin.call({ ...other.caller, region: "eu-west-1" }, startEngagement, {
        ContactId: bob,
        ...words,
      });
      arns.unshift(carol.EngagementArn);
      expect(await listed(other)).toEqual(arns);
      const first = await other.call(listEngagements, { MaxResults: 3 });
      expect(first.Engagements.map((it) => it.EngagementArn)).toEqual(arns.slice(0, 3));
      const { NextToken } = first;
      const second = await other.call(listEngagements, { MaxResults: 3, NextToken });
      expect(second.Engagements.map((it) => it.EngagementArn)).toEqual(arns.slice(3));
      expect(second.NextToken).toBeUndefined();
      const elsewhere = { ...other.caller, region: "eu-west-1" };
      expect((await tocsin.call(elsewhere, listEngagements, {})).Engagements).toEqual([]);
      expect(await other.refusal(listEngagements, { NextToken, IncidentId: "x" })).toMatchObject({
        name: "ValidationException",
      });
    });

    it("shows whom, by whom and for what, and finds those of an incident or a time", async () => {
      const incident = "x".repeat(1024);
      const before = await start({ IncidentId: incident });
      await paging.advance("PT1H");
      const started = new Date(tocsin.clock.now());
      const arn = await start({ IncidentId: incident });
      await start({ IncidentId: "another" });
      expect(await listed(account, { IncidentId: incident })).toEqual([arn, before]);
      const range = { StartTime: started, EndTime: started };
      const { Engagements } = await account.call(listEngagements, {
        IncidentId: incident,
        TimeRangeValue: range,
      });
      expect(Engagements).toEqual([
        {
          EngagementArn: arn,
          ContactArn: alice,
          Sender: words.Sender,
          IncidentId: incident,
          StartTime: started,
          StopTime: undefined,
        },
      ]);
      const later = { StartTime: new Date(started.getTime() + 1) };
      expect(await listed(account, { TimeRangeValue: later })).toEqual([]);
      const earlier = { EndTime: new Date(started.getTime() - 1) };
      expect(await listed(account, { IncidentId: incident, TimeRangeValue: earlier })).toEqual([before]);
    });
  });

  it("goes with the account's replication set, and nobody is paged any more", async () => {
    const leaving = await contactsAccount(tocsin);
    const plan = await leaving.escalation(
      "plan",
      contactStage(5),
      contactStage(5, await leaving.wakeable("a")),
    );
    const arn = await startOf(leaving, { ContactId: plan });
    await paging.settle();
    const [set = ""] = (await leaving.call(listReplicationSets, {})).replicationSetArns;
    await leaving.call(deleteReplicationSet, { arn: set });
    const sent = paging.messages.length;
    await paging.advance("PT1H");
    expect(paging.messages.length).toBe(sent);
    const again = await contactsAccount(tocsin, leaving.caller);
    expect(await again.refusal(listPagesByEngagement, { EngagementId: arn })).toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});
