import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Calls, callsOn, newCaller } from "../../../test/harness/calls.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import { type ReadyAccount, readyAccount } from "../../../test/harness/ready-account.ts";
import {
  deleteIncidentRecord,
  listIncidentRecords,
  startIncident,
  updateIncidentRecord,
} from "../../contract/incidents/incident.ts";
import { type RelatedItem } from "../../contract/incidents/related-item.ts";
import { listTagsForResource } from "../../contract/incidents/tag.ts";
import type { Storage } from "../../storage/storage.ts";
import { openIncident } from "./open-incident.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const contact = (alias: string) => `arn:aws:ssm-contacts:us-east-1:111122223333:contact/${alias}`;
const topic = "arn:aws:sns:us-east-1:111122223333:alerts";
const alarm = "arn:aws:cloudwatch:us-east-1:111122223333:alarm:cpu";

const dedupePlan = { incidentTemplate: { title: "Disk full", impact: 2, dedupeString: "disk" } };

const countOf = async ({ call }: ReadyAccount) =>
  (await call(listIncidentRecords, {})).incidentRecordSummaries.length;

forEachEngine((engine) => {
  let storage: Storage;
  let tocsin: Calls;
  beforeAll(async () => {
    storage = await engine.open();
    tocsin = callsOn(storage);
  });
  afterAll(() => storage[Symbol.asyncDispose]());

  /** As an intake does. */
  const open = async (account: string, source: string, triggerArn: string) => {
    const opened = await storage.write((tx) =>
      openIncident(tocsin.given, tx, {
        account,
        planName: "web",
        plan: { incidentTemplate: { title: "Alarm", impact: 1 } },
        triggerDetails: { source, timestamp: new Date(tocsin.clock.now()), triggerArn },
        createdBy: `arn:aws:iam::${account}:root`,
        invokedBy: "cloudwatch.amazonaws.com",
      }),
    );
    return opened.arn;
  };

  describe("StartIncident", () => {
    it("accepts a plan alone, and takes everything from it", async () => {
      const account = await readyAccount(tocsin);
      const chatChannel = { chatbotSns: [topic] };
      const planArn = await account.plan("web", {
        incidentTemplate: {
          title: "Web is down",
          impact: 2,
          summary: "Customers see errors",
          incidentTags: { team: "web" },
          notificationTargets: [{ snsTopicArn: topic }],
        },
        chatChannel,
      });
      const arn = await account.start(planArn);
      expect(arn).toMatch(
        new RegExp(`^arn:aws:ssm-incidents::${account.caller.account}:incident-record/web/[0-9a-f-]{36}$`),
      );
      const now = new Date(tocsin.clock.now());
      const record = await account.record(arn);
      expect(record).toEqual({
        arn,
        title: "Web is down",
        summary: "Customers see errors",
        status: "OPEN",
        impact: 2,
        creationTime: now,
        lastModifiedTime: now,
        lastModifiedBy: account.caller.arn,
        automationExecutions: [],
        incidentRecordSource: {
          createdBy: account.caller.arn,
          invokedBy: account.caller.arn,
          source: "aws.ssm-incidents.custom",
        },
        dedupeString: expect.stringMatching(uuid),
        chatChannel,
        notificationTargets: [{ snsTopicArn: topic }],
      });
      expect(arn).not.toContain(record.dedupeString);
      expect(await account.call(listTagsForResource, { resourceArn: arn })).toEqual({
        tags: { team: "web" },
      });
    });

    it("shows the two lists of a record even when they are empty", async () => {
      const account = await readyAccount(tocsin);
      const record = await account.record(await account.start(await account.plan("bare")));
      expect(record).toMatchObject({ automationExecutions: [], notificationTargets: [] });
      expect(record.chatChannel).toBeUndefined();
      expect(record.summary).toBeUndefined();
    });

    it("prefers the title and impact of the call, and an empty title is none", async () => {
      const account = await readyAccount(tocsin);
      const planArn = await account.plan("web");
      const given = await account.record(await account.start(planArn, { title: "Mine", impact: 1 }));
      expect(given).toMatchObject({ title: "Mine", impact: 1 });
      const empty = await account.record(await account.start(planArn, { title: "" }));
      expect(empty).toMatchObject({ title: "Something is broken", impact: 3 });
      const untitled = await account.plan("untitled", { incidentTemplate: { title: "", impact: 5 } });
      expect(await account.record(await account.start(untitled))).toMatchObject({ title: "untitled" });
    });

    it("tells the start in the timeline, with whom it engages and what it runs", async () => {
      const account = await readyAccount(tocsin);
      const planArn = await account.plan("web", {
        engagements: [contact("on-call"), contact("boss")],
        actions: [
          {
            ssmAutomation: {
              documentName: "Triage",
              documentVersion: "3",
              roleArn: "arn:aws:iam::111122223333:role/runbooks",
            },
          },
        ],
      });
      const arn = await account.start(planArn);
      const now = new Date(tocsin.clock.now());
      const [start] = await account.timeline(arn);
      expect(start).toEqual({
        eventId: expect.stringMatching(uuid),
        incidentRecordArn: arn,
        eventTime: now,
        eventUpdatedTime: now,
        eventType: "SSM Incident Start",
        eventData: {
          incidentTitle: "Something is broken",
          contactsEngage: [
            { contactArn: contact("on-call"), contactName: "on-call" },
            { contactArn: contact("boss"), contactName: "boss" },
          ],
          ssmDocumentName: "Triage",
          ssmDocumentVersion: "3",
        },
      });
    });

    it("keeps what triggered it: in the record's source, and before the start in the timeline", async () => {
      const account = await readyAccount(tocsin);
      const rawData = JSON.stringify({ detail: { 'quoted "name"': "ü" } });
      const detected = new Date(tocsin.clock.now() - 60_000);
      const arn = await account.start(await account.plan("web"), {
        triggerDetails: { source: "com.example.probe", timestamp: detected, triggerArn: alarm, rawData },
      });
      expect((await account.record(arn)).incidentRecordSource).toEqual({
        createdBy: account.caller.arn,
        invokedBy: account.caller.arn,
        source: "com.example.probe",
        resourceArn: alarm,
      });
      const [trigger, start, ...rest] = await account.timeline(arn);
      expect(rest).toEqual([]);
      expect(trigger).toMatchObject({
        eventType: "SSM Incident Trigger",
        eventTime: detected,
        eventData: { createdIncident: true, incidentSource: "com.example.probe", triggerArn: alarm, rawData },
      });
      expect(start).toMatchObject({ eventType: "SSM Incident Start", eventData: { triggerArn: alarm } });
    });

    it("orders the trigger before the start also when both are of the same millisecond or the trigger is of tomorrow", async () => {
      const account = await readyAccount(tocsin);
      const planArn = await account.plan("web");
      for (const ahead of [0, 86_400_000]) {
        const timestamp = new Date(tocsin.clock.now() + ahead);
        const arn = await account.start(planArn, { triggerDetails: { source: "probe", timestamp } });
        const types = (await account.timeline(arn)).map(({ eventType }) => eventType);
        expect(types).toEqual(["SSM Incident Trigger", "SSM Incident Start"]);
      }
    });

    it("takes a hundred related items of every kind, gives each an id, and keeps their order", async () => {
      const account = await readyAccount(tocsin);
      const kinds = [
        { type: "ANALYSIS", value: { arn: alarm } },
        { type: "INCIDENT", value: { arn: alarm } },
        { type: "METRIC", value: { metricDefinition: "{}" } },
        { type: "PARENT", value: { arn: alarm } },
        { type: "ATTACHMENT", value: { url: "https://example.com/a.png" } },
        { type: "OTHER", value: { url: "https://example.com" } },
        { type: "AUTOMATION", value: { arn: alarm } },
        { type: "INVOLVED_RESOURCE", value: { arn: alarm } },
        { type: "TASK", value: { pagerDutyIncidentDetail: { id: "P1", autoResolve: true } } },
      ] satisfies RelatedItem["identifier"][];
      const links = Array.from({ length: 91 }, (_, index) => ({
        identifier: { type: "OTHER", value: { url: `https://example.com/${index}` } } as const,
        title: `Link ${index}`,
      }));
      const relatedItems = [...kinds.map((identifier) => ({ identifier })), ...links];
      const arn = await account.start(await account.plan("web"), { relatedItems });
      const items = await account.relatedItems(arn);
      expect(items.map(({ identifier, title }) => ({ identifier, ...(title && { title }) }))).toEqual(
        relatedItems,
      );
      for (const { identifier, generatedId } of items)
        expect(generatedId).toMatch(new RegExp(`^related-item/${identifier.type}/[0-9A-F]{32}$`));
      expect(new Set(items.map(({ generatedId }) => generatedId)).size).toBe(100);
    });

    it("refuses sources that belong to AWS, in any spelling, and writes nothing", async () => {
      const account = await readyAccount(tocsin);
      const responsePlanArn = await account.plan("web");
      for (const source of ["aws.cloudwatch", "AWS.events", "aws."]) {
        const triggerDetails = { source, timestamp: new Date() };
        const error = await account.refusal(startIncident, { responsePlanArn, triggerDetails });
        expect(error.name).toBe("ValidationException");
        expect(error.message).toContain("'triggerDetails.source'");
      }
      expect(await countOf(account)).toBe(0);
    });

    it("does not find plans that are not there, not its caller's, or no plans at all", async () => {
      const account = await readyAccount(tocsin);
      const other = await readyAccount(tocsin);
      const theirs = await other.plan("web");
      const absent = theirs.replace(other.caller.account, account.caller.account);
      for (const responsePlanArn of [theirs, absent, "arn:aws:sns:us-east-1:111122223333:topic"]) {
        const error = await account.refusal(startIncident, { responsePlanArn });
        expect(error.name).toBe("ResourceNotFoundException");
        expect(error.members).toEqual({ resourceIdentifier: responsePlanArn, resourceType: "RESPONSE_PLAN" });
      }
    });

    it("needs a replication set", async () => {
      const caller = newCaller();
      const responsePlanArn = `arn:aws:ssm-incidents::${caller.account}:response-plan/web`;
      const error = await tocsin.refusal(caller, startIncident, { responsePlanArn });
      expect(error).toMatchObject({
        name: "ResourceNotFoundException",
        members: { resourceType: "REPLICATION_SET" },
      });
    });
  });

  describe("StartIncident with a client token", () => {
    it("starts one incident for any number of calls, and answers each the same", async () => {
      const account = await readyAccount(tocsin);
      const planArn = await account.plan("web");
      const input = {
        clientToken: "once",
        title: "One",
        triggerDetails: { source: "me", timestamp: new Date(1) },
      };
      const first = await account.start(planArn, input);
      tocsin.clock.advance(23 * 3_600_000);
      expect(await account.start(planArn, structuredClone(input))).toBe(first);
      expect(await countOf(account)).toBe(1);
      expect(await account.timeline(first)).toHaveLength(2);
    });

    it("starts one incident when fifty callers race", async () => {
      const account = await readyAccount(tocsin);
      const planArn = await account.plan("web");
      const racing = Array.from({ length: 50 }, () => account.start(planArn, { clientToken: "race" }));
      expect(new Set(await Promise.all(racing)).size).toBe(1);
      expect(await countOf(account)).toBe(1);
    });

    it("refuses the token of a call with other details", async () => {
      const account = await readyAccount(tocsin);
      const responsePlanArn = await account.plan("web");
      await account.start(responsePlanArn, { clientToken: "t", title: "One" });
      const error = await account.refusal(startIncident, { responsePlanArn, clientToken: "t", title: "Two" });
      expect(error.name).toBe("ConflictException");
      expect(await countOf(account)).toBe(1);
    });

    it("does not burn the token of a refused call, nor share it with other accounts", async () => {
      const account = await readyAccount(tocsin);
      const responsePlanArn = `arn:aws:ssm-incidents::${account.caller.account}:response-plan/late`;
      await account.refusal(startIncident, { responsePlanArn, clientToken: "t" });
      await account.plan("late");
      const arn = await account.start(responsePlanArn, { clientToken: "t" });
      const other = await readyAccount(tocsin);
      expect(await other.start(await other.plan("late"), { clientToken: "t" })).not.toBe(arn);
    });
  });

  describe("StartIncident with a dedupe string", () => {
    it("folds into the open incident, of whatever plan, and tells it there without a second start", async () => {
      const account = await readyAccount(tocsin);
      const first = await account.start(await account.plan("one", dedupePlan));
      const other = await account.plan("two", dedupePlan);
      tocsin.clock.advance(1000);
      expect(await account.start(other, { title: "Again", impact: 1 })).toBe(first);
      expect(await account.record(first)).toMatchObject({
        title: "Disk full",
        impact: 2,
        dedupeString: "disk",
      });
      expect(await countOf(account)).toBe(1);
      const [start, folded, ...rest] = await account.timeline(first);
      expect(rest).toEqual([]);
      expect(start?.eventType).toBe("SSM Incident Start");
      expect(folded).toMatchObject({
        eventType: "SSM Incident Trigger",
        eventData: { createdIncident: false, incidentSource: "aws.ssm-incidents.custom" },
      });
    });

    it("does not fold into a resolved or deleted incident", async () => {
      const account = await readyAccount(tocsin);
      const planArn = await account.plan("one", dedupePlan);
      const first = await account.start(planArn);
      await account.call(updateIncidentRecord, { arn: first, status: "RESOLVED" });
      const second = await account.start(planArn);
      expect(second).not.toBe(first);
      await account.call(deleteIncidentRecord, { arn: second });
      const third = await account.start(planArn);
      expect(new Set([first, second, third]).size).toBe(3);
      expect(await account.start(planArn)).toBe(third);
    });

    it("does not fold across accounts, nor other strings, nor an empty one", async () => {
      const account = await readyAccount(tocsin);
      const other = await readyAccount(tocsin);
      const first = await account.start(await account.plan("one", dedupePlan));
      expect(await other.start(await other.plan("one", dedupePlan))).not.toBe(first);
      const template = { title: "t", impact: 1 };
      const longer = await account.plan("two", { incidentTemplate: { ...template, dedupeString: "disks" } });
      expect(await account.start(longer)).not.toBe(first);
      const none = await account.plan("three", { incidentTemplate: { ...template, dedupeString: "" } });
      expect(await account.start(none)).not.toBe(await account.start(none));
    });

    it("takes strings as long as the API allows, told apart by their last character", async () => {
      const account = await readyAccount(tocsin);
      const template = { title: "t", impact: 1 };
      const random = Array.from({ length: 999 }, (_, index) =>
        String.fromCodePoint(0x1_0000 + index * 61),
      ).join("");
      const [a, b] = await Promise.all(
        ["a", "b"].map((end) =>
          account.plan(end, { incidentTemplate: { ...template, dedupeString: random + end } }),
        ),
      );
      if (a === undefined || b === undefined) throw new Error("no plans");
      const first = await account.start(a);
      expect(await account.start(b)).not.toBe(first);
      expect(await account.start(a)).toBe(first);
    });

    it("makes one incident of two that start at once", async () => {
      const account = await readyAccount(tocsin);
      const planArn = await account.plan("one", dedupePlan);
      const racing = Array.from({ length: 20 }, () => account.start(planArn));
      const arns = new Set(await Promise.all(racing));
      expect(arns.size).toBe(1);
      const types = (await account.timeline([...arns].join())).map(({ eventType }) => eventType);
      expect(types.filter((type) => type === "SSM Incident Start")).toHaveLength(1);
      expect(types.filter((type) => type === "SSM Incident Trigger")).toHaveLength(19);
    });
  });

  describe("an alarm or event of AWS", () => {
    it("folds into the open incident of the same alarm or rule without any dedupe string", async () => {
      const account = await readyAccount(tocsin);
      const id = account.caller.account;
      const first = await open(id, "aws.cloudwatch", alarm);
      expect(await open(id, "aws.cloudwatch", alarm)).toBe(first);
      expect(await open(id, "aws.cloudwatch", `${alarm}2`)).not.toBe(first);
      const rule = await open(id, "aws.events", "arn:aws:events:us-east-1:111122223333:rule/r");
      expect(await open(id, "aws.events", "arn:aws:events:us-east-1:111122223333:rule/r")).toBe(rule);
      expect(await account.record(first)).toMatchObject({
        incidentRecordSource: {
          source: "aws.cloudwatch",
          invokedBy: "cloudwatch.amazonaws.com",
          resourceArn: alarm,
        },
      });
    });

    it("does not fold what a customer's own source tells of the same resource", async () => {
      const account = await readyAccount(tocsin);
      const planArn = await account.plan("web");
      const triggerDetails = { source: "mine", timestamp: new Date(0), triggerArn: alarm };
      const first = await account.start(planArn, { triggerDetails });
      expect(await account.start(planArn, { triggerDetails })).not.toBe(first);
    });
  });
});
