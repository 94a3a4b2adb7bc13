import fc from "fast-check";
import sql from "sql-template-tag";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Calls, callsOn } from "../../../test/harness/calls.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import { type ReadyAccount, readyAccount } from "../../../test/harness/ready-account.ts";
import { ApiError } from "../../contract/api-error.ts";
import {
  deleteIncidentRecord,
  listIncidentRecords,
  updateIncidentRecord,
} from "../../contract/incidents/incident.ts";
import { updateRelatedItems } from "../../contract/incidents/related-item.ts";
import {
  createTimelineEvent,
  deleteTimelineEvent,
  listTimelineEvents,
} from "../../contract/incidents/timeline-event.ts";
import type { Storage } from "../../storage/storage.ts";

/** What people do with incidents; numbers choose among the plans and incidents there are. */
type Step =
  | { readonly kind: "start"; readonly which: number; readonly token: number | undefined }
  | {
      readonly kind: "update";
      readonly which: number;
      readonly status: "OPEN" | "RESOLVED";
      readonly impact: number;
    }
  | { readonly kind: "relate"; readonly which: number; readonly url: string; readonly remove: boolean }
  | { readonly kind: "note"; readonly which: number; readonly time: number }
  | { readonly kind: "erase"; readonly which: number }
  | { readonly kind: "delete"; readonly which: number }
  | { readonly kind: "wait"; readonly which: number };

const which = fc.nat({ max: 50 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("start" as const),
      which,
      token: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("update" as const),
      which,
      status: fc.constantFrom("OPEN" as const, "RESOLVED" as const),
      impact: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("relate" as const),
      which,
      url: fc.constantFrom("a", "b"),
      remove: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("note" as const), which, time: fc.nat({ max: 5 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("erase" as const), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete" as const), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("wait" as const), which }) },
);

const recordsOf = async ({ call, record }: ReadyAccount) => {
  const { incidentRecordSummaries } = await call(listIncidentRecords, {});
  return Promise.all(incidentRecordSummaries.map(({ arn }) => record(arn)));
};

forEachEngine((engine) => {
  let storage: Storage;
  let tocsin: Calls;
  beforeAll(async () => {
    storage = await engine.open();
    tocsin = callsOn(storage);
  });
  afterAll(() => storage[Symbol.asyncDispose]());

  async function take(
    account: ReadyAccount,
    plans: readonly string[],
    known: string[],
    it: Step,
  ): Promise<void> {
    const { call } = account;
    const arn = known[it.which % known.length];
    if (it.kind === "start") {
      const clientToken = it.token === undefined ? undefined : `${it.token}`;
      const started = await account.start(plans[it.which % plans.length] ?? "", { clientToken });
      if (!known.includes(started)) known.push(started);
    } else if (it.kind === "wait") tocsin.clock.advance(1 + it.which);
    else if (arn === undefined) return;
    else if (it.kind === "update")
      await call(updateIncidentRecord, { arn, status: it.status, impact: it.impact });
    else if (it.kind === "delete") await call(deleteIncidentRecord, { arn });
    else if (it.kind === "relate") {
      const identifier = { type: "OTHER", value: { url: it.url } } as const;
      const relatedItemsUpdate = it.remove ? { itemToRemove: identifier } : { itemToAdd: { identifier } };
      await call(updateRelatedItems, { incidentRecordArn: arn, relatedItemsUpdate });
    } else if (it.kind === "note") {
      const event = { eventType: "Note", eventData: "1", eventTime: new Date(it.time) };
      await call(createTimelineEvent, { incidentRecordArn: arn, ...event });
    } else {
      const { eventSummaries } = await call(listTimelineEvents, { incidentRecordArn: arn });
      const eventId = eventSummaries[it.which % (eventSummaries.length || 1)]?.eventId ?? "none";
      await call(deleteTimelineEvent, { incidentRecordArn: arn, eventId });
    }
  }

  it("any sequence of calls, some of them at once, keeps what must hold of incidents", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 15 }),
        async (rounds) => {
          const account = await readyAccount(tocsin);
          const template = { title: "t", impact: 1 };
          const plans = [
            await account.plan("none"),
            await account.plan("x", { incidentTemplate: { ...template, dedupeString: "x" } }),
            await account.plan("x2", { incidentTemplate: { ...template, dedupeString: "x" } }),
            await account.plan("y", { incidentTemplate: { ...template, dedupeString: "y" } }),
          ];
          const known: string[] = [];
          for (const steps of rounds) {
            const outcomes = await Promise.allSettled(steps.map((it) => take(account, plans, known, it)));
            for (const outcome of outcomes)
              if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(ApiError);
            await whatMustHold(account);
          }
        },
      ),
      { numRuns: engine.engine === "sqlite" ? 40 : 15 },
    );
  });

  async function whatMustHold(account: ReadyAccount): Promise<void> {
    const { caller } = account;
    const records = await recordsOf(account);
    const holders = await storage.all<{ incident_arn: string }>(
      sql`select incident_arn from open_dedupes where account = ${caller.account}`,
    );
    const open = new Map(records.filter(({ status }) => status === "OPEN").map((it) => [it.arn, it]));
    // Only open incidents absorb; no two the same string; and a string of an open incident is always absorbed by one.
    const held = holders.map(({ incident_arn: arn }) => open.get(arn)?.dedupeString);
    expect(held).not.toContain(undefined);
    expect(new Set(held).size).toBe(held.length);
    for (const { arn, dedupeString, resolvedTime, status, lastModifiedTime, creationTime } of records) {
      if (status === "OPEN" && ["x", "y"].includes(dedupeString)) expect(held).toContain(dedupeString);
      expect(resolvedTime !== undefined).toBe(status === "RESOLVED");
      expect(lastModifiedTime.getTime()).toBeGreaterThanOrEqual(creationTime.getTime());
      const timeline = await account.timeline(arn);
      const order = timeline.map(
        ({ eventTime, eventId }) => `${String(eventTime.getTime()).padStart(15, "0")} ${eventId}`,
      );
      expect(order).toEqual(order.toSorted());
      expect(timeline.filter(({ eventType }) => eventType === "SSM Incident Start")).toHaveLength(1);
    }
    for (const table of [sql`timeline_events`, sql`related_items`]) {
      const prefix = `arn:aws:ssm-incidents::${caller.account}:`;
      const owners = await storage.all<{ incident_arn: string }>(
        sql`select distinct incident_arn from ${table} where incident_arn >= ${prefix} and incident_arn < ${`${prefix}~`}`,
      );
      for (const { incident_arn: arn } of owners) expect(records.map((it) => it.arn)).toContain(arn);
    }
  }
});
