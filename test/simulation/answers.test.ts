// What answering and stopping do, on the simulated storage.
import { expect, test } from "vitest";
import { acknowledge } from "../../src/domain/engagement/acknowledge.ts";
import { advance } from "../../src/domain/engagement/advance.ts";
import type { Engagement } from "../../src/domain/engagement/engagement.ts";
import {
  essential,
  minute,
  person,
  stage,
  start,
  tell,
} from "../../src/domain/engagement/example-engagements.ts";
import { type Page, pageToSend } from "../../src/domain/engagement/page.ts";
import { stop, stopAllOf } from "../../src/domain/engagement/stop.ts";
import { advancing } from "../../src/domain/engagement/store.ts";
import { type Database, database, timerName } from "./database.ts";
import { drawScenario } from "./scenario.ts";
import { MemoryTransaction } from "./tables.ts";
import type { Event } from "./trace.ts";
import { copyOf } from "./world.ts";

interface Setting {
  readonly data: Database;
  readonly tx: MemoryTransaction;
  readonly engagement: () => Engagement;
  readonly page: () => Page;
  readonly receipts: () => string[];
}

/** Alice has been paged, and Bob will be after five minutes. */
function setting(): Setting {
  const story = tell({
    stages: [stage(5, essential("alice")), stage(5, essential("bob"))],
    people: [person("alice", [0, "sms"]), person("bob", [0, "sms"])],
  });
  story.look(0);
  const [asked] = story.pages;
  if (asked === undefined) throw new Error("nobody was paged");
  const scenario = drawScenario(1);
  const data = database({ scenario, world: copyOf(scenario.initially), now: () => start });
  const { arn } = story.engagement;
  data.engagements.committed.set(arn, story.engagement);
  data.pages.committed.set(asked.arn, pageToSend(asked, "123456"));
  const tx = new MemoryTransaction({
    tables: data.tables,
    sideBySide: false,
    atStatement: () => undefined,
    waitFor: () => Promise.reject(new Error("there is nobody else")),
  });
  const present = <T>(it: T | undefined): T => {
    if (it === undefined) throw new Error("it is not there");
    return it;
  };
  return {
    data,
    tx,
    engagement: () => present(tx.rowsOf(data.engagements).get(arn)),
    page: () => present(tx.rowsOf(data.pages).get(asked.arn)),
    receipts: () => tx.told.flatMap((event: Event) => (event.what === "receipt" ? [event.type] : [])),
  };
}

const accept = (it: Setting, type: "READ" | "DELIVERED"): Promise<boolean> => {
  const { arn: page, engagement } = it.page();
  return acknowledge(it.data.ports, it.tx, { page, engagement, type, info: "123456", now: start + minute });
};

const typesOf = ({ data }: Setting): string[] => data.happenings.map((happening) => happening.type);

test("READ is an answer: a receipt, an event on the timeline, and the engagement looked at once more", async () => {
  const it = setting();
  expect(await accept(it, "READ")).toBe(true);
  expect(it.receipts()).toEqual(["READ"]);
  expect(typesOf(it)).toEqual(["SSM Contacts Page Acknowledgement for Incident"]);
  expect(it.tx.rowsOf(it.data.timers).get(timerName(advancing, it.engagement().arn))?.due).toBe(
    start + minute,
  );
  const facts = {
    channels: new Set<string>(),
    deleted: new Set<string>(),
    onCall: new Map(),
    unsent: new Set<string>(),
  };
  expect(advance(it.engagement(), facts, start + minute).engagement.ended?.why).toBe("answered");
});

test("DELIVERED is a receipt and no answer", async () => {
  const it = setting();
  expect(await accept(it, "DELIVERED")).toBe(true);
  expect(it.receipts()).toEqual(["DELIVERED"]);
  expect(typesOf(it)).toEqual([]);
  expect(it.engagement().answers).toEqual([]);
  expect(it.page().delivered).toBe(true);
});

test("answering again leaves another receipt and nothing else", async () => {
  const it = setting();
  await accept(it, "READ");
  await accept(it, "READ");
  expect(it.receipts()).toEqual(["READ", "READ"]);
  expect(it.engagement().answers).toHaveLength(1);
  expect(typesOf(it)).toHaveLength(1);
});

test("an answer after the end is still written down", async () => {
  const it = setting();
  await stop(it.data.ports, it.tx, { engagement: it.engagement().arn, why: "stopped", now: start });
  await accept(it, "READ");
  expect(it.receipts()).toEqual(["READ"]);
  expect(it.engagement().answers).toHaveLength(1);
  expect(it.engagement().ended?.why).toBe("stopped");
});

test("a page that does not exist cannot be answered", async () => {
  const { data, tx } = setting();
  const nobody = { page: "nobody's", engagement: "none", info: "1", now: start } as const;
  expect(await acknowledge(data.ports, tx, { ...nobody, type: "READ" })).toBe(false);
});

test("stopping ends the engagement at once, says why, and takes the next look away", async () => {
  const it = setting();
  const { arn } = it.engagement();
  await it.data.ports.timers.set(it.tx, { kind: advancing, key: arn, due: start + 5 * minute });
  expect(
    await stop(it.data.ports, it.tx, { engagement: arn, why: "stopped", reason: "a drill", now: start }),
  ).toBe(true);
  expect(it.engagement().ended).toEqual({ at: start, why: "stopped" });
  expect(it.tx.rowsOf(it.data.timers).size).toBe(0);
  expect(it.data.happenings).toMatchObject([
    { type: "SSM Contacts Engagement Stop for Incident", data: { reason: "a drill" } },
  ]);
});

test("stopping twice changes nothing, and what does not exist cannot be stopped", async () => {
  const it = setting();
  const { arn } = it.engagement();
  await stop(it.data.ports, it.tx, { engagement: arn, why: "stopped", now: start });
  expect(await stop(it.data.ports, it.tx, { engagement: arn, why: "resolved", now: start + 1 })).toBe(true);
  expect(it.engagement().ended).toEqual({ at: start, why: "stopped" });
  expect(await stop(it.data.ports, it.tx, { engagement: "none", why: "stopped", now: start })).toBe(false);
});

test("resolving the incident stops all that it engaged", async () => {
  const it = setting();
  await stopAllOf(it.data.ports, it.tx, { incident: "any", now: start });
  expect(it.engagement().ended).toEqual({ at: start, why: "resolved" });
});
