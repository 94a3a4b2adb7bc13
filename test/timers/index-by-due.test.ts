// Hundreds of thousands of timers may wait for their time: finding the next must not look at them all, nor need statistics to know how.
import sql, { type Sql } from "sql-template-tag";
import { expect, it } from "vitest";
import type { Transaction } from "../../src/storage/storage.ts";
import { claimTimers, firstDue } from "../../src/storage/timers.ts";
import { sqlite } from "../harness/engines.ts";

it("SQLite walks through the timers in the order of their time, from the first", async () => {
  await using storage = await sqlite.open();
  const plans: string[] = [];
  const explain = async (query: Sql): Promise<void> => {
    const steps = await storage.all<{ readonly detail: string }>(sql`explain query plan ${query}`);
    plans.push(steps.map(({ detail }) => detail).join("; "));
  };
  const none = (query: Sql): Promise<[]> => explain(query).then(() => []);
  const nothing = (query: Sql): Promise<undefined> => explain(query).then(() => undefined);
  const explaining: Transaction = {
    all: none,
    first: nothing,
    run: (query) => explain(query).then(() => 0),
    lock: nothing,
    lockAvailable: none,
    afterCommit: () => undefined,
    announce: () => undefined,
  };
  const which = { kinds: ["advance-engagement", "send-page"], wallNow: 1 };
  await firstDue(explaining, which);
  await claimTimers(explaining, { ...which, now: 1, holder: "a node", leaseUntil: 2, limit: 10 });
  expect(plans).toEqual([
    "SCAN timers USING INDEX timers_pending",
    expect.stringMatching(/^SEARCH timers USING INDEX timers_pending \(due<\?\)/),
  ]);
});
