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
import { type Stop, stop, stopAllOf } from "../../src/domain/engagement/stop.ts";
import { advancing } from "../../src/domain/engagement/store.ts";
import { type Database, database, timerName } from "./database.ts";
import { drawScenario } from "./scenario.ts";
import { type MemoryTransaction, alone } from "./tables.ts";
import { copyOf } from "./world.ts";

interface Setting {
  readonly data: Database;
  readonly engagement: () => Engagement;
  readonly page: () => Page;
  readonly receipts: string[];
  /** Commits it. */
  readonly write: (body: (tx: MemoryTransaction) => Promise<boolean>) => Promise<boolean>;
}

/** Alice has been paged, and Bob will be after five minutes. */
function setting(): Setting {
  const story = tell({
    stages: [stage(5, essential("alice")), stage(5, essential("bob"))],
    people: [person("alice", [0, "sms"]), person("bob", [0, "sms"])],
  });
  story.look(0);
  const scenario = drawScenario(1);
  const data = database({ scenario, world: copyOf(scenario.initially), now: () => start });
  const asked = present(story.pages[0]);
  const { arn } = story.engagement;
  data.engagements.committed.set(arn, story.engagement);
  data.pages.committed.set(asked.arn, pageToSend(asked, "123456"));
  const receipts: string[] = [];
  return {
    data,
    engagement: () => present(data.engagements.committed.get(arn)),
    page: () => present(data.pages.committed.get(asked.arn)),
    receipts,
    write: async (body) => {
      let answer = false;
      const told = await alone(data.tables, async (tx) => {
        answer = await body(tx);
      });
      for (const event of told) if (event.what === "receipt") receipts.push(event.type);
      return answer;
    },
  };
}

const present = <T>(it: T | undefined): T => {
  if (it === undefined) throw new Error("it is not there");
  return it;
};

const accept = (it: Setting, type: "READ" | "DELIVERED"): Promise<boolean> => {
  const { arn: page, engagement } = it.page();
  return it.write((tx) =>
    acknowledge(it.data.ports, tx, { page, engagement, type, info: "123456", now: start + minute }),
  );
};

const end = (it: Setting, given: Partial<Stop> = {}): Promise<boolean> =>
  it.write((tx) =>
    stop(it.data.ports, tx, { engagement: it.engagement().arn, why: "stopped", now: start, ...given }),
  );

const typesOf = ({ data }: Setting): string[] => data.happenings.map((happening) => happening.type);

test("READ is an answer: a receipt, an event on the timeline, and the engagement looked at once more", async () => {
  const it = setting();
  expect(await accept(it, "READ")).toBe(true);
  expect(it.receipts).toEqual(["READ"]);
  expect(typesOf(it)).toEqual(["SSM Contacts Page Acknowledgement for Incident"]);
  expect(it.data.timers.committed.get(timerName(advancing, it.engagement().arn))?.due).toBe(start + minute);
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
  expect(it.receipts).toEqual(["DELIVERED"]);
  expect(typesOf(it)).toEqual([]);
  expect(it.engagement().answers).toEqual([]);
  expect(it.page().delivered).toBe(true);
});

test("answering again leaves another receipt and nothing else", async () => {
  const it = setting();
  await accept(it, "READ");
  await accept(it, "READ");
  expect(it.receipts).toEqual(["READ", "READ"]);
  expect(it.engagement().answers).toHaveLength(1);
  expect(typesOf(it)).toHaveLength(1);
});

test("an answer after the end is still written down", async () => {
  const it = setting();
  await end(it);
  await accept(it, "READ");
  expect(it.receipts).toEqual(["READ"]);
  expect(it.engagement().answers).toHaveLength(1);
  expect(it.engagement().ended?.why).toBe("stopped");
});

test("a page that does not exist cannot be answered", async () => {
  const { data, write } = setting();
  const nobodys = { page: "nobody's", engagement: "none", type: "READ", info: "1", now: start } as const;
  expect(await write((tx) => acknowledge(data.ports, tx, nobodys))).toBe(false);
});

test("stopping ends the engagement at once, says why, and takes the next look away", async () => {
  const it = setting();
  const look = { kind: advancing, key: it.engagement().arn, due: start + 5 * minute };
  await alone(it.data.tables, (tx) => it.data.ports.timers.set(tx, look));
  expect(await end(it, { reason: "a drill" })).toBe(true);
  expect(it.engagement().ended).toEqual({ at: start, why: "stopped" });
  expect(it.data.timers.committed.size).toBe(0);
  expect(it.data.happenings).toMatchObject([
    { type: "SSM Contacts Engagement Stop for Incident", data: { reason: "a drill" } },
  ]);
});

test("stopping twice changes nothing, and what does not exist cannot be stopped", async () => {
  const it = setting();
  await end(it);
  expect(await end(it, { why: "resolved", now: start + 1 })).toBe(true);
  expect(it.engagement().ended).toEqual({ at: start, why: "stopped" });
  expect(await end(it, { engagement: "none" })).toBe(false);
});

test("resolving the incident stops all that it engaged", async () => {
  const it = setting();
  await alone(it.data.tables, (tx) => stopAllOf(it.data.ports, tx, { incident: "any", now: start }));
  expect(it.engagement().ended).toEqual({ at: start, why: "resolved" });
});
