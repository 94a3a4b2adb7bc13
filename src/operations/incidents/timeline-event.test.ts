import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Calls, callsOn, newCaller } from "../../../test/harness/calls.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import { readyAccount } from "../../../test/harness/ready-account.ts";
import type { Filter } from "../../contract/incidents/filter.ts";
import { deleteIncidentRecord, updateIncidentRecord } from "../../contract/incidents/incident.ts";
import {
  createTimelineEvent,
  deleteTimelineEvent,
  getTimelineEvent,
  listTimelineEvents,
  updateTimelineEvent,
} from "../../contract/incidents/timeline-event.ts";
import type { InputOf } from "../../contract/operation.ts";
import { recordEvents } from "../../storage/timeline-events.ts";
import type { Storage } from "../../storage/storage.ts";

type Written = Omit<InputOf<typeof createTimelineEvent>, "incidentRecordArn">;

const itemId = `related-item/OTHER/${"0123456789ABCDEF".repeat(2)}`;
const table = "arn:aws:dynamodb:us-east-1:111122223333:table/orders";

const words = (key: string, ...stringValues: string[]): Filter => ({
  key,
  condition: { equals: { stringValues } },
});

forEachEngine((engine) => {
  let storage: Storage;
  let tocsin: Calls;
  beforeAll(async () => {
    storage = await engine.open();
    tocsin = callsOn(storage);
  });
  afterAll(() => storage[Symbol.asyncDispose]());

  const started = async () => {
    const account = await readyAccount(tocsin);
    const arn = await account.start(await account.plan("web"));
    const note = (given: Partial<Written> = {}): InputOf<typeof createTimelineEvent> => ({
      incidentRecordArn: arn,
      eventType: "Note",
      eventData: '"hello"',
      eventTime: new Date(1_000),
      ...given,
    });
    const write = async (given?: Partial<Written>) =>
      (await account.call(createTimelineEvent, note(given))).eventId;
    const get = async (eventId: string) =>
      (await account.call(getTimelineEvent, { incidentRecordArn: arn, eventId })).event;
    const startId = (await account.timeline(arn))[0]?.eventId ?? "";
    return { account, arn, note, write, get, startId };
  };

  const withNotes = async () => {
    const it = await started();
    const references = [[{ resource: table }], [{ relatedItemId: itemId }, { resource: it.arn }], undefined];
    const ids: string[] = [];
    for (let index = 0; index < 9; index++) {
      // Three of each time.
      const eventTime = new Date((1 + Math.floor(index / 3)) * 1000);
      const eventType = index % 2 === 0 ? "Note" : "Custom Event";
      ids.push(await it.write({ eventTime, eventType, eventReferences: references[index % 3] }));
    }
    ids.push(it.startId);
    /** Which events a list shows, by the order of time; the last is the start. */
    const listed = async (input: Partial<InputOf<typeof listTimelineEvents>> = {}) => {
      const found: number[] = [];
      for (let nextToken: string | undefined; ;) {
        const page = await it.account.call(listTimelineEvents, {
          incidentRecordArn: it.arn,
          ...input,
          nextToken,
        });
        found.push(...page.eventSummaries.map(({ eventId }) => ids.indexOf(eventId)));
        nextToken = page.nextToken;
        if (nextToken === undefined) return found;
      }
    };
    return { ...it, listed };
  };

  describe("CreateTimelineEvent", () => {
    it("keeps a custom event as it was given, and stamps when it was written", async () => {
      const { account, arn, note, get } = await started();
      const given = note({
        eventType: "Custom Event",
        eventData: '{"a": [1, "ü"]}',
        eventTime: new Date("2021-05-04T11:22:33.456Z"),
        eventReferences: [{ resource: table }, { relatedItemId: itemId }],
      });
      tocsin.clock.advance(1234);
      const { eventId, incidentRecordArn } = await account.call(createTimelineEvent, given);
      expect(incidentRecordArn).toBe(arn);
      expect(await get(eventId)).toEqual({
        eventId,
        incidentRecordArn: arn,
        eventType: "Custom Event",
        eventData: '{"a": [1, "ü"]}',
        eventTime: given.eventTime,
        eventUpdatedTime: new Date(tocsin.clock.now()),
        eventReferences: [{ resource: table }, { relatedItemId: itemId }],
      });
    });

    it("leaves references out when none were given, and the record as it was", async () => {
      const { account, arn, write, get } = await started();
      const before = await account.record(arn);
      expect((await get(await write())).eventReferences).toBeUndefined();
      expect((await get(await write({ eventReferences: [] }))).eventReferences).toEqual([]);
      expect(await account.record(arn)).toEqual(before);
    });

    it("refuses the service's own types, and data that is not JSON, naming both", async () => {
      const { account, note } = await started();
      const wrong = note({ eventType: "SSM Incident Start", eventData: "plain text" });
      const error = await account.refusal(createTimelineEvent, wrong);
      expect(error.name).toBe("ValidationException");
      expect(error.message).toMatch(/^2 validation errors detected: .*'eventType'.*'eventData'/);
      for (const eventData of ["", "{", "{'a':1}"])
        expect((await account.refusal(createTimelineEvent, note({ eventData }))).name).toBe(
          "ValidationException",
        );
    });

    it("does not find incidents that are not there, deleted, or not the caller's", async () => {
      const { account, arn, note } = await started();
      const other = await readyAccount(tocsin);
      expect(await other.refusal(createTimelineEvent, note())).toMatchObject({
        name: "ResourceNotFoundException",
        members: { resourceIdentifier: arn, resourceType: "INCIDENT_RECORD" },
      });
      await account.call(deleteIncidentRecord, { arn });
      expect((await account.refusal(createTimelineEvent, note())).name).toBe("ResourceNotFoundException");
      expect((await tocsin.refusal(newCaller(), createTimelineEvent, note())).members).toMatchObject({
        resourceType: "REPLICATION_SET",
      });
    });

    it("writes once for a client token, which other details may not use", async () => {
      const { account, arn, note, write } = await started();
      const first = await write({ clientToken: "t" });
      expect(await write({ clientToken: "t" })).toBe(first);
      expect(await account.timeline(arn)).toHaveLength(2);
      const other = note({ clientToken: "t", eventData: "2" });
      expect((await account.refusal(createTimelineEvent, other)).name).toBe("ConflictException");
    });
  });

  describe("GetTimelineEvent", () => {
    it("says what it did not find", async () => {
      const { account, arn, startId } = await started();
      const absent = { incidentRecordArn: arn, eventId: "nothing" };
      expect(await account.refusal(getTimelineEvent, absent)).toMatchObject({
        name: "ResourceNotFoundException",
        members: { resourceIdentifier: "nothing", resourceType: "TIMELINE_EVENT" },
      });
      const other = await readyAccount(tocsin);
      const theirs = { incidentRecordArn: arn, eventId: startId };
      expect((await other.refusal(getTimelineEvent, theirs)).members).toMatchObject({
        resourceType: "INCIDENT_RECORD",
      });
    });
  });

  describe("UpdateTimelineEvent", () => {
    it("changes what is given, replaces all references, and stamps the change", async () => {
      const { account, arn, write, get } = await started();
      const eventId = await write({ eventReferences: [{ resource: table }, { relatedItemId: itemId }] });
      const before = await get(eventId);
      tocsin.clock.advance(1000);
      const key = { incidentRecordArn: arn, eventId };
      await account.call(updateTimelineEvent, { ...key, eventData: "{}" });
      const changed = { ...before, eventData: "{}", eventUpdatedTime: new Date(tocsin.clock.now()) };
      expect(await get(eventId)).toEqual(changed);
      const eventTime = new Date(5_000);
      await account.call(updateTimelineEvent, {
        ...key,
        eventTime,
        eventType: "Custom Event",
        eventReferences: [{ resource: arn }],
      });
      expect(await get(eventId)).toEqual({
        ...changed,
        eventTime,
        eventType: "Custom Event",
        eventReferences: [{ resource: arn }],
      });
      await account.call(updateTimelineEvent, { ...key, eventReferences: [] });
      expect((await get(eventId)).eventReferences).toEqual([]);
    });

    it("leaves the service's own events alone, and makes none of a note", async () => {
      const { account, arn, write, get, startId } = await started();
      const own = { incidentRecordArn: arn, eventId: startId };
      const before = await get(startId);
      expect((await account.refusal(updateTimelineEvent, { ...own, eventData: "{}" })).name).toBe(
        "ValidationException",
      );
      expect(await get(startId)).toEqual(before);
      const note = { incidentRecordArn: arn, eventId: await write() };
      const forged = { ...note, eventType: "SSM Incident Start" };
      expect((await account.refusal(updateTimelineEvent, forged)).name).toBe("ValidationException");
      expect((await account.refusal(updateTimelineEvent, { ...note, eventData: "no" })).name).toBe(
        "ValidationException",
      );
    });

    it("says what it did not find", async () => {
      const { account, arn, write } = await started();
      const eventId = await write();
      const other = await readyAccount(tocsin);
      expect(await other.refusal(updateTimelineEvent, { incidentRecordArn: arn, eventId })).toMatchObject({
        name: "ResourceNotFoundException",
        members: { resourceType: "INCIDENT_RECORD" },
      });
      const absent = { incidentRecordArn: arn, eventId: "nothing" };
      expect((await account.refusal(updateTimelineEvent, absent)).members).toMatchObject({
        resourceType: "TIMELINE_EVENT",
      });
    });

    it("happens once for a client token", async () => {
      const { account, arn, write, get } = await started();
      const key = { incidentRecordArn: arn, eventId: await write() };
      await account.call(updateTimelineEvent, { ...key, eventData: "1", clientToken: "t" });
      await account.call(updateTimelineEvent, { ...key, eventData: "2" });
      await account.call(updateTimelineEvent, { ...key, eventData: "1", clientToken: "t" });
      expect((await get(key.eventId)).eventData).toBe("2");
      const other = { ...key, eventData: "3", clientToken: "t" };
      expect((await account.refusal(updateTimelineEvent, other)).name).toBe("ConflictException");
    });
  });

  describe("DeleteTimelineEvent", () => {
    it("deletes a note, and succeeds on what is not there or not the caller's", async () => {
      const { account, arn, write, get } = await started();
      const key = { incidentRecordArn: arn, eventId: await write() };
      const other = await readyAccount(tocsin);
      expect(await other.call(deleteTimelineEvent, key)).toEqual({});
      expect((await get(key.eventId)).eventType).toBe("Note");
      expect(await account.call(deleteTimelineEvent, key)).toEqual({});
      expect((await account.refusal(getTimelineEvent, key)).name).toBe("ResourceNotFoundException");
      expect(await account.call(deleteTimelineEvent, key)).toEqual({});
      expect(await account.call(deleteTimelineEvent, { ...key, incidentRecordArn: table })).toEqual({});
    });

    it("does not delete what the service told", async () => {
      const { account, arn, startId, get } = await started();
      const own = { incidentRecordArn: arn, eventId: startId };
      expect((await account.refusal(deleteTimelineEvent, own)).name).toBe("ValidationException");
      expect((await get(startId)).eventType).toBe("SSM Incident Start");
    });
  });

  describe("ListTimelineEvents", () => {
    it("lists the latest first, or the earliest when asked; of equal times in the order of writing", async () => {
      const { listed } = await withNotes();
      const earliest = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
      expect(await listed()).toEqual(earliest.toReversed());
      expect(await listed({ sortBy: "EVENT_TIME", sortOrder: "DESCENDING" })).toEqual(earliest.toReversed());
      expect(await listed({ sortOrder: "ASCENDING" })).toEqual(earliest);
    });

    it("pages both ways without gaps and repetitions, through filters too", async () => {
      const { listed } = await withNotes();
      const notes = [words("eventType", "Note")];
      for (const maxResults of [1, 2, 3, 4, 9, 10, 11]) {
        expect(await listed({ maxResults })).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
        expect(await listed({ maxResults, sortOrder: "ASCENDING", filters: notes })).toEqual([0, 2, 4, 6, 8]);
      }
    });

    it("filters by time, type and reference, joined by AND", async () => {
      const { arn, listed } = await withNotes();
      const after: Filter = { key: "eventTime", condition: { after: new Date(1000) } };
      const before: Filter = { key: "eventTime", condition: { before: new Date(3000) } };
      expect(await listed({ filters: [after, before] })).toEqual([5, 4, 3]);
      expect(await listed({ filters: [words("eventType", "SSM Incident Start", "Note")] })).toEqual([
        9, 8, 6, 4, 2, 0,
      ]);
      expect(await listed({ filters: [words("eventReference", table)] })).toEqual([6, 3, 0]);
      expect(await listed({ filters: [words("eventReference", itemId, table)] })).toEqual([7, 6, 4, 3, 1, 0]);
      expect(
        await listed({ filters: [words("eventReference", arn), words("eventType", "Note"), after] }),
      ).toEqual([4]);
      expect(await listed({ filters: [words("eventType")] })).toEqual([]);
      expect(await listed({ filters: [words("eventType", "note")] })).toEqual([]);
    });

    it("shows summaries without data", async () => {
      const { account, arn, write } = await started();
      const eventId = await write({ eventReferences: [{ resource: arn }] });
      const { eventSummaries } = await account.call(listTimelineEvents, { incidentRecordArn: arn });
      expect(eventSummaries[1]).toEqual({
        eventId,
        incidentRecordArn: arn,
        eventType: "Note",
        eventTime: new Date(1000),
        eventUpdatedTime: new Date(tocsin.clock.now()),
        eventReferences: [{ resource: arn }],
      });
    });

    it("finds the one event that fits in a long timeline", async () => {
      const { account, arn, write, startId } = await started();
      const wanted = await write();
      await storage.write((tx) =>
        recordEvents(
          tx,
          Array.from({ length: 1200 }, (_, index) => ({
            id: tocsin.given.newId(),
            incidentArn: arn,
            time: 2000 + index,
            type: "SSM Incident Trigger",
            data: {},
          })),
        ),
      );
      const filters = [words("eventType", "Note", "SSM Incident Start")];
      const list = await account.call(listTimelineEvents, { incidentRecordArn: arn, filters });
      expect(list.eventSummaries.map(({ eventId }) => eventId)).toEqual([startId, wanted]);
      expect(list.nextToken).toBeUndefined();
      await account.call(deleteIncidentRecord, { arn });
    });

    it("refuses unknown keys, conditions that do not fit, and tokens of another order", async () => {
      const { account, arn, write } = await started();
      await write();
      const filters = [
        words("type", "Note"),
        words("eventTime", "2020"),
        { key: "eventType", condition: { after: new Date() } },
      ];
      const error = await account.refusal(listTimelineEvents, { incidentRecordArn: arn, filters });
      expect(error.message).toMatch(
        /^3 validation errors detected: .*filters\.1\.member\.key.*filters\.2.*filters\.3/,
      );
      const { nextToken } = await account.call(listTimelineEvents, { incidentRecordArn: arn, maxResults: 1 });
      const turned = { incidentRecordArn: arn, sortOrder: "ASCENDING" as const, nextToken };
      expect((await account.refusal(listTimelineEvents, turned)).name).toBe("ValidationException");
    });

    it("is empty for what is not there and for what is not the caller's", async () => {
      const { account, arn } = await started();
      const other = await readyAccount(tocsin);
      for (const incidentRecordArn of [arn, table])
        expect(await other.call(listTimelineEvents, { incidentRecordArn })).toEqual({ eventSummaries: [] });
      expect(await tocsin.call(newCaller(), listTimelineEvents, { incidentRecordArn: arn })).toEqual({
        eventSummaries: [],
      });
      await account.call(updateIncidentRecord, { arn, status: "RESOLVED" });
      expect(
        (await account.call(listTimelineEvents, { incidentRecordArn: arn })).eventSummaries,
      ).toHaveLength(2);
    });
  });
});
