import { expect, test } from "vitest";
import { database } from "../../test/simulation/database.ts";
import { drawScenario } from "../../test/simulation/scenario.ts";
import { alone } from "../../test/simulation/tables.ts";
import { copyOf } from "../../test/simulation/world.ts";
import { type ManualClock, manualClock } from "../clock.ts";
import { essential, person, stage, start, tell } from "../domain/engagement/example-engagements.ts";
import { type Page, pageToSend } from "../domain/engagement/page.ts";
import type { Message, Send } from "../domain/engagement/sending.ts";
import type { EngagementStore } from "../domain/engagement/store.ts";
import type { Transaction } from "../storage/storage.ts";
import type { TimerContext } from "../timers/timers.ts";
import { sendPage, sendingLimit } from "./send-page.ts";

const alice = { name: "Alice", type: "SMS", address: "+4915112345678", activated: true } as const;

interface Tried {
  readonly page: Page;
  readonly receipts: readonly string[];
}

/** One run of a page's timer through the given channel. */
async function run(
  send: (clock: ManualClock) => Send,
  signal: AbortSignal = new AbortController().signal,
): Promise<Tried> {
  const story = tell({ stages: [stage(5, essential("alice"))], people: [person("alice", [0, "sms"])] });
  story.look(0);
  const [asked] = story.pages;
  if (asked === undefined) throw new Error("nobody was paged");
  const clock = manualClock(start);
  const scenario = drawScenario(1);
  const data = database({ scenario, world: copyOf(scenario.initially), now: () => clock.now() });
  data.engagements.committed.set(story.engagement.arn, story.engagement);
  data.pages.committed.set(asked.arn, pageToSend(asked, "123456"));

  const receipts: string[] = [];
  const store: EngagementStore<Transaction> = {
    ...data.ports.store,
    outgoing: async (tx, arn) => {
      const outgoing = await data.ports.store.outgoing(tx, arn);
      return outgoing && { ...outgoing, to: alice };
    },
    addReceipts: async (_, added) => void receipts.push(...added.map(({ type, info }) => `${type} ${info}`)),
  };
  const commit = async <T>(body: (tx: Transaction) => Promise<T>): Promise<T> => {
    const values: T[] = [];
    await alone(data.tables, async (tx) => values.push(await body(tx)));
    return values[0] as T;
  };
  const context: TimerContext = {
    signal,
    checkpoint: commit,
    finish: (body) => commit(async (tx) => body?.(tx)),
  };
  const timer = { id: "1", kind: "send-page", key: asked.arn, due: start, payload: null, attempt: 1 };
  const given = { ...data.ports, store, clock, wall: clock, send: send(clock) };
  await sendPage(given)(timer, context).catch((error: unknown) => receipts.push(String(error)));
  const page = data.pages.committed.get(asked.arn);
  if (page === undefined) throw new Error("the page is gone");
  return { page, receipts };
}

test("a message carries its code, its texts and where it goes", async () => {
  const messages: Message[] = [];
  const { page } = await run(() => async (message) => {
    messages.push(message);
    return { outcome: "sent", said: "SM1" };
  });
  expect(messages).toMatchObject([
    {
      page: page.arn,
      code: "123456",
      key: page.key,
      to: alice,
      text: { subject: "It burns", content: "Really" },
    },
  ]);
  expect(page.state).toBe("sent");
});

test("a run that has been given up sends nothing", async () => {
  const messages: Message[] = [];
  const { receipts } = await run(
    () => async (message) => {
      messages.push(message);
      return { outcome: "sent", said: "SM1" };
    },
    AbortSignal.abort(new Error("it was given up")),
  );
  expect(messages).toEqual([]);
  expect(receipts).toEqual(["Error: it was given up"]);
});

test("a channel that gives no answer is told to stop after half a minute, and the receipt says so", async () => {
  let told = false;
  const { page, receipts } = await run((clock) => (_, signal) => {
    signal.addEventListener("abort", () => {
      told = true;
    });
    setImmediate(() => clock.advance(sendingLimit));
    return new Promise(() => undefined);
  });
  expect(told).toBe(true);
  expect(receipts).toEqual([expect.stringContaining("failed: no answer within 30 seconds. Next attempt at")]);
  expect(page).toMatchObject({ state: "due", attempt: 2, mayHaveArrived: true });
});

test("what a channel throws is a failure that may have arrived", async () => {
  const { page, receipts } = await run(() => () => Promise.reject(new Error("connect ECONNREFUSED")));
  expect(receipts).toEqual([expect.stringContaining("to +49…78 failed: connect ECONNREFUSED. Next attempt")]);
  expect(page.mayHaveArrived).toBe(true);
});
