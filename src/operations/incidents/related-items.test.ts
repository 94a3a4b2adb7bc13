import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Calls, callsOn, newCaller } from "../../../test/harness/calls.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import { readyAccount } from "../../../test/harness/ready-account.ts";
import {
  type ItemIdentifier,
  type RelatedItem,
  listRelatedItems,
  updateRelatedItems,
} from "../../contract/incidents/related-item.ts";
import { identified, mostRelatedItems } from "../../domain/incident/related-items.ts";
import { putItem } from "../../storage/related-items.ts";
import type { Storage } from "../../storage/storage.ts";

const link = (url: string): ItemIdentifier => ({ type: "OTHER", value: { url } });
const opsItem: ItemIdentifier = {
  type: "PARENT",
  value: { arn: "arn:aws:ssm:us-east-1:111122223333:opsitem/oi-0123456789ab" },
};

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
    tocsin.clock.advance(1000);
    const key = { incidentRecordArn: arn };
    const add = (itemToAdd: RelatedItem, clientToken?: string) =>
      account.call(updateRelatedItems, { ...key, relatedItemsUpdate: { itemToAdd }, clientToken });
    const remove = (itemToRemove: ItemIdentifier) =>
      account.call(updateRelatedItems, { ...key, relatedItemsUpdate: { itemToRemove } });
    const items = () => account.relatedItems(arn);
    return { account, arn, add, remove, items };
  };

  describe("UpdateRelatedItems", () => {
    it("adds an item under an id of its own, and tells it in the timeline and the record", async () => {
      const { account, arn, add, items } = await started();
      const forged = `related-item/PARENT/${"0".repeat(32)}`;
      await add({ identifier: opsItem, title: "parentItem", generatedId: forged });
      const [item, ...rest] = await items();
      expect(rest).toEqual([]);
      expect(item).toMatchObject({ identifier: opsItem, title: "parentItem" });
      expect(item?.generatedId).toMatch(/^related-item\/PARENT\/[0-9A-F]{32}$/);
      expect(item?.generatedId).not.toBe(forged);
      const now = new Date(tocsin.clock.now());
      expect(await account.record(arn)).toMatchObject({
        lastModifiedTime: now,
        lastModifiedBy: account.caller.arn,
      });
      expect((await account.timeline(arn)).at(-1)).toMatchObject({
        eventType: "SSM Incident Record Update",
        eventTime: now,
        eventData: {
          modifiedBy: account.caller.arn,
          modifiedAttributes: [
            {
              attributeName: "relatedItems",
              newValue: JSON.stringify({ itemToAdd: { identifier: opsItem, title: "parentItem" } }),
            },
          ],
          incidentTitle: "Something is broken",
        },
      });
    });

    it("removes the item with the identifier, whatever order its members come in", async () => {
      const { account, arn, add, remove, items } = await started();
      const detail = { id: "P1", autoResolve: true, secretId: "s" };
      await add({ identifier: { type: "TASK", value: { pagerDutyIncidentDetail: detail } } });
      await add({ identifier: link("https://example.com") });
      await remove({
        type: "TASK",
        value: { pagerDutyIncidentDetail: { secretId: "s", autoResolve: true, id: "P1" } },
      });
      expect((await items()).map(({ identifier }) => identifier)).toEqual([link("https://example.com")]);
      expect(JSON.stringify((await account.timeline(arn)).at(-1)?.eventData)).toContain("itemToRemove");
    });

    it("has each item once: adding it again changes its title and keeps its place and id", async () => {
      const { account, arn, add, items } = await started();
      await add({ identifier: link("a"), title: "A" });
      await add({ identifier: link("b") });
      const before = await items();
      await add({ identifier: link("a"), title: "Better" });
      expect(await items()).toEqual([{ ...before[0], title: "Better" }, before[1]]);
      const events = (await account.timeline(arn)).length;
      await add({ identifier: link("a"), title: "Better" });
      expect(await account.timeline(arn)).toHaveLength(events);
    });

    it("leaves no trace of removing what is not there", async () => {
      const { account, arn, add, remove } = await started();
      await add({ identifier: link("a") });
      const [record, timeline] = [await account.record(arn), await account.timeline(arn)];
      tocsin.clock.advance(1000);
      await remove(link("b"));
      await remove({ type: "ATTACHMENT", value: { url: "a" } });
      expect(await account.record(arn)).toEqual(record);
      expect(await account.timeline(arn)).toEqual(timeline);
    });

    it("loses no item when many are added at once", async () => {
      const { add, items } = await started();
      await Promise.all(Array.from({ length: 20 }, (_, index) => add({ identifier: link(`${index}`) })));
      expect(await items()).toHaveLength(20);
    });

    it("refuses more items than an incident can have", async () => {
      const { account, arn, add } = await started();
      await storage.write(async (tx) => {
        for (let index = 0; index < mostRelatedItems; index++)
          await putItem(tx, arn, identified(arn, { identifier: link(`${index}`) }));
      });
      const one = (url: string) => ({
        incidentRecordArn: arn,
        relatedItemsUpdate: { itemToAdd: { identifier: link(url), title: "T" } },
      });
      expect((await account.refusal(updateRelatedItems, one("more"))).name).toBe("ValidationException");
      await add({ identifier: link("0"), title: "T" });
    });

    it("happens once for a client token, which other details may not use", async () => {
      const { account, arn, add, remove, items } = await started();
      await add({ identifier: link("a") }, "t");
      await remove(link("a"));
      await add({ identifier: link("a") }, "t");
      expect(await items()).toEqual([]);
      const other = {
        incidentRecordArn: arn,
        relatedItemsUpdate: { itemToAdd: { identifier: link("b") } },
        clientToken: "t",
      };
      expect((await account.refusal(updateRelatedItems, other)).name).toBe("ConflictException");
    });

    it("does not find what is not there or not the caller's", async () => {
      const { arn } = await started();
      const input = { incidentRecordArn: arn, relatedItemsUpdate: { itemToAdd: { identifier: link("a") } } };
      const other = await readyAccount(tocsin);
      expect(await other.refusal(updateRelatedItems, input)).toMatchObject({
        name: "ResourceNotFoundException",
        members: { resourceIdentifier: arn, resourceType: "INCIDENT_RECORD" },
      });
      expect((await tocsin.refusal(newCaller(), updateRelatedItems, input)).members).toMatchObject({
        resourceType: "REPLICATION_SET",
      });
    });
  });

  describe("ListRelatedItems", () => {
    it("lists in the order of adding, page by page, also while items come and go", async () => {
      const { account, arn, add, remove } = await started();
      for (const url of ["c", "a", "b", "d"]) await add({ identifier: link(url) });
      const first = await account.call(listRelatedItems, { incidentRecordArn: arn, maxResults: 2 });
      await remove(link("a"));
      await add({ identifier: link("e") });
      const rest = await account.call(listRelatedItems, {
        incidentRecordArn: arn,
        nextToken: first.nextToken,
      });
      const urls = [first, rest].map((it) => it.relatedItems.map(({ identifier }) => identifier.value.url));
      expect(urls).toEqual([
        ["c", "a"],
        ["b", "d", "e"],
      ]);
      expect(rest.nextToken).toBeUndefined();
    });

    it("refuses the token of another incident", async () => {
      const { account, arn, add } = await started();
      const other = await account.start(await account.plan("other"));
      for (const url of ["a", "b"]) await add({ identifier: link(url) });
      const { nextToken } = await account.call(listRelatedItems, { incidentRecordArn: arn, maxResults: 1 });
      const wrong = { incidentRecordArn: other, nextToken };
      expect((await account.refusal(listRelatedItems, wrong)).name).toBe("ValidationException");
    });

    it("is empty for what is not there and for what is not the caller's", async () => {
      const { arn, add } = await started();
      await add({ identifier: link("a") });
      const other = await readyAccount(tocsin);
      const none = { relatedItems: [] };
      expect(await other.call(listRelatedItems, { incidentRecordArn: arn })).toEqual(none);
      expect(await tocsin.call(newCaller(), listRelatedItems, { incidentRecordArn: arn })).toEqual(none);
    });
  });
});
