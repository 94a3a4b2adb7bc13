import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Calls, callsOn, newCaller } from "../../../test/harness/calls.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import { type ReadyAccount, readyAccount } from "../../../test/harness/ready-account.ts";
import type { Caller } from "../../contract/call.ts";
import type { Filter } from "../../contract/incidents/filter.ts";
import {
  listIncidentRecords,
  startIncident,
  updateIncidentRecord,
} from "../../contract/incidents/incident.ts";
import type { Storage } from "../../storage/storage.ts";

const words = (key: string, ...stringValues: string[]): Filter => ({
  key,
  condition: { equals: { stringValues } },
});

const numbers = (key: string, ...integerValues: number[]): Filter => ({
  key,
  condition: { equals: { integerValues } },
});

forEachEngine((engine) => {
  let storage: Storage;
  let tocsin: Calls;
  let account: ReadyAccount;
  /** Oldest first. */
  const arns: string[] = [];
  const times: Date[] = [];
  let bob: Caller;
  beforeAll(async () => {
    storage = await engine.open();
    tocsin = callsOn(storage);
    account = await readyAccount(tocsin);
    bob = { ...account.caller, arn: `arn:aws:iam::${account.caller.account}:user/bob` };
    const responsePlanArn = await account.plan("web");
    for (let index = 0; index < 10; index++) {
      const caller = index % 3 === 0 ? bob : account.caller;
      const input = { responsePlanArn, impact: (index % 5) + 1 };
      const { incidentRecordArn: arn } = await tocsin.call(caller, startIncident, input);
      if (index < 4) await account.call(updateIncidentRecord, { arn, status: "RESOLVED" });
      arns.push(arn);
      times.push(new Date(tocsin.clock.now()));
      // Two of each time.
      if (index % 2 === 1) tocsin.clock.advance(1000);
    }
  });
  afterAll(() => storage[Symbol.asyncDispose]());

  const after = (index: number): Filter => ({
    key: "creationTime",
    condition: { after: times[index] ?? new Date() },
  });
  const before = (index: number): Filter => ({
    key: "creationTime",
    condition: { before: times[index] ?? new Date() },
  });
  /** Which incidents a list shows, by the order of their start. */
  const listed = async (filters?: Filter[], maxResults?: number) => {
    const found: number[] = [];
    for (let nextToken: string | undefined; ;) {
      const page = await account.call(listIncidentRecords, { filters, maxResults, nextToken });
      found.push(...page.incidentRecordSummaries.map(({ arn }) => arns.indexOf(arn)));
      nextToken = page.nextToken;
      if (nextToken === undefined) return found;
    }
  };

  describe("ListIncidentRecords", () => {
    it("lists the newest first, as summaries", async () => {
      expect(await listed()).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
      const { incidentRecordSummaries } = await account.call(listIncidentRecords, {});
      expect(incidentRecordSummaries.at(-1)).toEqual({
        arn: arns[0],
        title: "Something is broken",
        status: "RESOLVED",
        impact: 1,
        creationTime: times[0],
        resolvedTime: times[0],
        incidentRecordSource: { createdBy: bob.arn, invokedBy: bob.arn, source: "aws.ssm-incidents.custom" },
      });
    });

    it("filters by every key", async () => {
      expect(await listed([words("status", "OPEN")])).toEqual([9, 8, 7, 6, 5, 4]);
      expect(await listed([words("status", "OPEN", "RESOLVED")])).toHaveLength(10);
      expect(await listed([numbers("impact", 1)])).toEqual([5, 0]);
      expect(await listed([numbers("impact", 1, 2)])).toEqual([6, 5, 1, 0]);
      expect(await listed([words("createdBy", bob.arn)])).toEqual([9, 6, 3, 0]);
      expect(
        await listed([words("createdBy", bob.arn, account.caller.arn, "arn:aws:iam::1:root")]),
      ).toHaveLength(10);
      expect(await listed([after(3)])).toEqual([9, 8, 7, 6, 5, 4]);
      expect(await listed([before(4)])).toEqual([3, 2, 1, 0]);
    });

    it("joins filters by AND, also those of one key", async () => {
      expect(await listed([after(1), before(8)])).toEqual([7, 6, 5, 4, 3, 2]);
      expect(await listed([after(1), after(5), before(8), before(9)])).toEqual([7, 6]);
      expect(
        await listed([words("status", "OPEN"), words("createdBy", bob.arn), numbers("impact", 2)]),
      ).toEqual([6]);
      expect(await listed([words("status", "OPEN"), words("status", "RESOLVED")])).toEqual([]);
      expect(await listed([numbers("impact", 1, 2), numbers("impact", 2, 3)])).toEqual([6, 1]);
      expect(await listed([after(8), before(1)])).toEqual([]);
    });

    it("finds nothing for values that no incident can have", async () => {
      expect(await listed([words("status", "open")])).toEqual([]);
      expect(await listed([numbers("impact", 0, 6, -1)])).toEqual([]);
      expect(await listed([words("createdBy")])).toEqual([]);
      expect(await listed([words("createdBy", "__proto__")])).toEqual([]);
    });

    it("finds the same with a hundred creators, most of them unknown", async () => {
      const strangers = Array.from({ length: 99 }, (_, index) => `arn:aws:iam::1:user/${index}`);
      expect(await listed([words("createdBy", ...strangers, bob.arn)], 3)).toEqual([9, 6, 3, 0]);
    });

    it("pages without gaps and repetitions, through filters too", async () => {
      for (const size of [1, 2, 3, 9, 10, 11]) {
        expect(await listed(undefined, size)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
        expect(await listed([numbers("impact", 1, 3, 5), after(1)], size)).toEqual([9, 7, 5, 4, 2]);
      }
    });

    it("pages on unmoved while incidents are started and deleted", async () => {
      const fresh = await readyAccount(tocsin);
      const planArn = await fresh.plan("p");
      const mine: string[] = [];
      for (let index = 0; index < 4; index++) {
        mine.push(await fresh.start(planArn));
        tocsin.clock.advance(1);
      }
      const first = await fresh.call(listIncidentRecords, { maxResults: 2 });
      await fresh.start(planArn);
      const rest = await fresh.call(listIncidentRecords, { maxResults: 2, nextToken: first.nextToken });
      expect(rest.incidentRecordSummaries.map(({ arn }) => arn)).toEqual([mine[1], mine[0]]);
      expect(rest.nextToken).toBeUndefined();
    });

    it("refuses tokens that were altered, or given for another query or account", async () => {
      const { nextToken = "" } = await account.call(listIncidentRecords, { maxResults: 1 });
      const wrong = [
        { nextToken: `${nextToken}x` },
        { nextToken: "nonsense" },
        { nextToken, filters: [words("status", "OPEN")] },
      ];
      for (const input of wrong)
        expect((await account.refusal(listIncidentRecords, input)).name).toBe("ValidationException");
      const other = await readyAccount(tocsin);
      expect((await other.refusal(listIncidentRecords, { nextToken })).name).toBe("ValidationException");
    });

    it("refuses unknown keys and conditions that do not fit their key, naming every one", async () => {
      const filters = [
        words("title", "x"),
        words("__proto__", "x"),
        { key: "status", condition: { after: new Date() } },
        words("impact", "1"),
        numbers("creationTime", 1),
      ];
      const error = await account.refusal(listIncidentRecords, { filters });
      expect(error.name).toBe("ValidationException");
      expect(error.message).toMatch(/^5 validation errors detected: /);
      for (const path of [
        "1.member.key",
        "2.member.key",
        "3.member.condition",
        "4.member.condition",
        "5.member.condition",
      ])
        expect(error.message).toContain(`'filters.${path}'`);
    });

    it("lists nothing of other accounts, and nothing before there is a replication set", async () => {
      const other = await readyAccount(tocsin);
      expect(await other.call(listIncidentRecords, {})).toEqual({ incidentRecordSummaries: [] });
      expect(await tocsin.call(newCaller(), listIncidentRecords, {})).toEqual({
        incidentRecordSummaries: [],
      });
    });
  });
});
