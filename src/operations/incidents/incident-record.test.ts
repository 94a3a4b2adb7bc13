import sql from "sql-template-tag";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Calls, callsOn, newCaller } from "../../../test/harness/calls.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import { readyAccount } from "../../../test/harness/ready-account.ts";
import {
  deleteIncidentRecord,
  getIncidentRecord,
  updateIncidentRecord,
} from "../../contract/incidents/incident.ts";
import { listRelatedItems } from "../../contract/incidents/related-item.ts";
import { createTimelineEvent, listTimelineEvents } from "../../contract/incidents/timeline-event.ts";
import { listTagsForResource, tagResource } from "../../contract/incidents/tag.ts";
import type { InputOf } from "../../contract/operation.ts";
import type { Storage } from "../../storage/storage.ts";

const topic = (name: string) => `arn:aws:sns:us-east-1:111122223333:${name}`;

forEachEngine((engine) => {
  let storage: Storage;
  let tocsin: Calls;
  beforeAll(async () => {
    storage = await engine.open();
    tocsin = callsOn(storage);
  });
  afterAll(() => storage[Symbol.asyncDispose]());

  const started = async (plan: Parameters<Awaited<ReturnType<typeof readyAccount>>["plan"]>[1] = {}) => {
    const account = await readyAccount(tocsin);
    const planArn = await account.plan("web", plan);
    const arn = await account.start(planArn);
    tocsin.clock.advance(1000);
    const update = (input: Omit<InputOf<typeof updateIncidentRecord>, "arn">) =>
      account.call(updateIncidentRecord, { arn, ...input });
    const lastEvent = async () => (await account.timeline(arn)).at(-1);
    return { account, planArn, arn, update, lastEvent };
  };

  describe("GetIncidentRecord", () => {
    it("finds only what is there and the caller's own", async () => {
      const { arn } = await started();
      const other = await readyAccount(tocsin);
      for (const wrong of [arn, arn.slice(0, -1), "arn:aws:sns:us-east-1:111122223333:topic"]) {
        const error = await other.refusal(getIncidentRecord, { arn: wrong });
        expect(error.name).toBe("ResourceNotFoundException");
        expect(error.members).toEqual({ resourceIdentifier: wrong, resourceType: "INCIDENT_RECORD" });
      }
    });
  });

  describe("UpdateIncidentRecord", () => {
    it("changes every attribute, and tells all of it in one event", async () => {
      const { account, arn, update, lastEvent } = await started();
      const chatChannel = { chatbotSns: [topic("chat")] };
      const notificationTargets = [{ snsTopicArn: topic("a") }, { snsTopicArn: topic("b") }];
      await update({ title: "New", summary: "Why", impact: 1, chatChannel, notificationTargets });
      const now = new Date(tocsin.clock.now());
      expect(await account.record(arn)).toMatchObject({
        title: "New",
        summary: "Why",
        impact: 1,
        status: "OPEN",
        chatChannel,
        notificationTargets,
        lastModifiedTime: now,
        lastModifiedBy: account.caller.arn,
      });
      expect(await lastEvent()).toMatchObject({
        eventType: "SSM Incident Record Update",
        eventTime: now,
        eventData: {
          modifiedBy: account.caller.arn,
          modifiedAttributes: [
            { attributeName: "title", newValue: "New" },
            { attributeName: "summary", newValue: "Why" },
            { attributeName: "impact", newValue: "1" },
            { attributeName: "chatChannel", newValue: JSON.stringify(chatChannel) },
            { attributeName: "notificationTargets", newValue: JSON.stringify(notificationTargets) },
          ],
          incidentTitle: "New",
        },
      });
    });

    it("leaves no trace when nothing changes", async () => {
      const { account, arn, update } = await started();
      const before = await account.record(arn);
      await update({});
      await update({ title: before.title, impact: before.impact, status: "OPEN", notificationTargets: [] });
      await update({ title: "", chatChannel: { empty: {} }, summary: "" });
      expect(await account.record(arn)).toEqual(before);
      expect(await account.timeline(arn)).toHaveLength(1);
    });

    it("removes the chat channel by the empty one, and the summary by an empty text", async () => {
      const { account, arn, update, lastEvent } = await started({
        incidentTemplate: { title: "t", impact: 1, summary: "s" },
        chatChannel: { chatbotSns: [topic("chat")] },
      });
      await update({ chatChannel: { empty: {} }, summary: "" });
      const record = await account.record(arn);
      expect(record.chatChannel).toBeUndefined();
      expect(record.summary).toBeUndefined();
      expect((await lastEvent())?.eventData).toMatchObject({
        modifiedAttributes: [
          { attributeName: "summary", newValue: "" },
          { attributeName: "chatChannel", newValue: "" },
        ],
      });
    });

    it("resolves: says when, and who", async () => {
      const { account, arn, update, lastEvent } = await started();
      await update({ status: "RESOLVED" });
      const resolvedTime = new Date(tocsin.clock.now());
      tocsin.clock.advance(1000);
      await update({ title: "Afterthought", status: "RESOLVED" });
      expect(await account.record(arn)).toMatchObject({ status: "RESOLVED", resolvedTime });
      const told = (await account.timeline(arn)).map(({ eventData }) => eventData);
      expect(told[1]).toMatchObject({
        modifiedAttributes: [{ attributeName: "status", newValue: "RESOLVED" }],
      });
      expect((await lastEvent())?.eventData).toMatchObject({
        modifiedAttributes: [{ attributeName: "title" }],
      });
    });

    it("opens a resolved incident again, which absorbs again what has its dedupe string", async () => {
      const { account, arn, planArn, update } = await started({
        incidentTemplate: { title: "t", impact: 1, dedupeString: "d" },
      });
      await update({ status: "RESOLVED" });
      await update({ status: "OPEN" });
      const record = await account.record(arn);
      expect(record.status).toBe("OPEN");
      expect(record.resolvedTime).toBeUndefined();
      expect(await account.start(planArn)).toBe(arn);
    });

    it("does not open an incident again while another one is open for the same dedupe string", async () => {
      const { account, arn, planArn, update } = await started({
        incidentTemplate: { title: "t", impact: 1, dedupeString: "d" },
      });
      await update({ status: "RESOLVED" });
      const successor = await account.start(planArn);
      const before = await account.record(arn);
      const reopen = { arn, status: "OPEN" as const, title: "Again" };
      expect(await account.refusal(updateIncidentRecord, reopen)).toMatchObject({
        name: "ConflictException",
        members: { resourceType: "INCIDENT_RECORD", resourceIdentifier: successor },
      });
      expect(await account.record(arn)).toEqual(before);
      await account.call(updateIncidentRecord, { arn: successor, status: "RESOLVED" });
      await update({ status: "OPEN" });
      expect(await account.start(planArn)).toBe(arn);
    });

    it("happens once for a client token, which other details may not use", async () => {
      const { account, arn, update } = await started();
      await update({ title: "A", clientToken: "t" });
      await update({ title: "B" });
      await update({ title: "A", clientToken: "t" });
      expect((await account.record(arn)).title).toBe("B");
      const error = await account.refusal(updateIncidentRecord, { arn, title: "C", clientToken: "t" });
      expect(error.name).toBe("ConflictException");
    });

    it("does not find what is not there or not the caller's, and changes nothing of it", async () => {
      const { account, arn } = await started();
      const other = await readyAccount(tocsin);
      const error = await other.refusal(updateIncidentRecord, { arn, title: "Mine" });
      expect(error).toMatchObject({
        name: "ResourceNotFoundException",
        members: { resourceType: "INCIDENT_RECORD" },
      });
      expect((await account.record(arn)).title).toBe("Something is broken");
      const unready = await tocsin.refusal(newCaller(), updateIncidentRecord, { arn, title: "Mine" });
      expect(unready.members).toMatchObject({ resourceType: "REPLICATION_SET" });
    });

    it("loses no change when many come at once", async () => {
      const { account, arn, update } = await started();
      await Promise.all([
        ...[1, 2, 4, 5].map((impact) => update({ impact })),
        update({ title: "T" }),
        update({ summary: "S" }),
        update({ notificationTargets: [{ snsTopicArn: topic("a") }] }),
      ]);
      expect(await account.record(arn)).toMatchObject({
        title: "T",
        summary: "S",
        notificationTargets: [{ snsTopicArn: topic("a") }],
      });
      expect(await account.timeline(arn)).toHaveLength(8);
    });
  });

  describe("DeleteIncidentRecord", () => {
    it("removes the incident and everything of it", async () => {
      const { account, arn, planArn } = await started({
        incidentTemplate: { title: "t", impact: 1, dedupeString: "d", incidentTags: { a: "b" } },
      });
      const url = "https://example.com";
      const identifier = { type: "OTHER", value: { url } } as const;
      const second = await account.start(await account.plan("other"), { relatedItems: [{ identifier }] });
      for (const it of [arn, second]) await account.call(deleteIncidentRecord, { arn: it });
      expect((await account.refusal(getIncidentRecord, { arn })).name).toBe("ResourceNotFoundException");
      expect((await account.refusal(listTagsForResource, { resourceArn: arn })).name).toBe(
        "ResourceNotFoundException",
      );
      expect(await account.call(listTimelineEvents, { incidentRecordArn: second })).toEqual({
        eventSummaries: [],
      });
      expect(await account.call(listRelatedItems, { incidentRecordArn: second })).toEqual({
        relatedItems: [],
      });
      expect(await account.start(planArn)).not.toBe(arn);
    });

    it("succeeds on what is not there, and leaves alone what is not the caller's", async () => {
      const { account, arn } = await started();
      const other = await readyAccount(tocsin);
      for (const wrong of [arn, `${arn.slice(0, -1)}0`, "arn:aws:sns:us-east-1:111122223333:topic"])
        expect(await other.call(deleteIncidentRecord, { arn: wrong })).toEqual({});
      expect(await tocsin.call(newCaller(), deleteIncidentRecord, { arn })).toEqual({});
      expect((await account.record(arn)).arn).toBe(arn);
      await account.call(deleteIncidentRecord, { arn });
      expect(await account.call(deleteIncidentRecord, { arn })).toEqual({});
    });

    it("leaves nothing behind of what is written at the same time", async () => {
      const { account, arn, planArn } = await started({
        incidentTemplate: { title: "t", impact: 1, dedupeString: "d" },
      });
      const note = { incidentRecordArn: arn, eventType: "Note", eventData: "{}", eventTime: new Date() };
      await Promise.allSettled([
        ...Array.from({ length: 10 }, () => account.call(createTimelineEvent, note)),
        account.call(deleteIncidentRecord, { arn }),
        ...Array.from({ length: 5 }, () => account.start(planArn)),
        account.call(tagResource, { resourceArn: arn, tags: { late: "yes" } }),
        account.call(updateIncidentRecord, { arn, title: "Late" }),
      ]);
      expect(await storage.all(sql`select id from timeline_events where incident_arn = ${arn}`)).toEqual([]);
      expect(await storage.all(sql`select arn from tags where arn = ${arn}`)).toEqual([]);
      const dedupes = await storage.all(sql`select dedupe_key from open_dedupes where incident_arn = ${arn}`);
      expect(dedupes).toEqual([]);
    });
  });
});
