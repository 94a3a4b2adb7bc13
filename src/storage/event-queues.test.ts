import sql from "sql-template-tag";
import { expect, it } from "vitest";
import { forEachEngine } from "../../test/harness/engines.ts";
import type { LoggedEvent } from "../domain/notices/logged-event.ts";
import { firstIdAt } from "../domain/sortable-id.ts";
import { dropQueue, enqueue, failuresOf, forgetQueues, headOf, takeHead } from "./event-queues.ts";
import { appendEvents, findLoggedEvent, forgetEventsBefore } from "./events.ts";
import type { Storage } from "./storage.ts";

const now = Date.UTC(2026, 10, 23, 8);
const account = "111122223333";
const key = { destination: "topic:1", subject: "-" };

const event = (n: number): LoggedEvent => ({
  id: `${firstIdAt(now + n)}-7000-8000-000000000000`,
  account,
  subject: "-",
  type: "Note",
  source: "tocsin",
  time: now + n,
  resources: [],
  detail: {},
});

const put = (storage: Storage, ...numbers: number[]) =>
  storage.write((tx) =>
    enqueue(tx, numbers.map(event), { subject: "-", destinations: ["topic:1", "topic:2"] }),
  );
const timers = (storage: Storage) =>
  storage.all<{ key: string; due: number }>(
    sql`select key, due from timers where kind = 'deliver-notice' order by key`,
  );
const endTimers = (storage: Storage) => storage.write((tx) => tx.run(sql`delete from timers`));

forEachEngine((engine) => {
  it("a queue sets its timer when it was empty, and keeps its order and state", async () => {
    await using storage = await engine.open();
    await put(storage, 1);
    expect(await timers(storage)).toEqual([
      { key: "topic:1 -", due: now + 1 },
      { key: "topic:2 -", due: now + 1 },
    ]);
    await endTimers(storage);
    await put(storage, 2, 3);
    expect(await timers(storage)).toEqual([]);
    const taken: string[] = [];
    for (let left: number | undefined = 1; left !== 0;) {
      const head = (await headOf(storage, key)) ?? expect.unreachable();
      expect(head.state).toEqual(taken.length === 0 ? undefined : { ts: taken.length });
      taken.push(head.eventId);
      const { position } = head;
      left = await storage.write((tx) => takeHead(tx, key, { position, state: { ts: taken.length } }));
      expect(await storage.write((tx) => takeHead(tx, key, { position }))).toBeUndefined();
    }
    expect(taken).toEqual([1, 2, 3].map((n) => event(n).id));
    expect(await headOf(storage, key)).toBeUndefined();
    await put(storage, 4);
    expect((await timers(storage)).map((it) => it.key)).toEqual(["topic:1 -"]);
    expect((await headOf(storage, key))?.state).toEqual({ ts: 3 });
  });

  it("what was given up is counted, and remembered for as long as it is said", async () => {
    await using storage = await engine.open();
    await put(storage, 1, 2);
    for (const position of [1, 2])
      await storage.write((tx) =>
        takeHead(tx, key, { position, givenUp: { said: `no ${position}`, at: position } }),
      );
    expect(await failuresOf(storage, account)).toEqual(
      new Map([["topic:1", { destination: "topic:1", count: 2, last: "no 2", lastTime: 2 }]]),
    );
    // The other queue has something to tell.
    expect(await storage.write((tx) => forgetQueues(tx, 2, 10))).toBe(0);
    expect(await storage.write((tx) => forgetQueues(tx, 3, 10))).toBe(1);
    expect((await failuresOf(storage, account)).size).toBe(0);
  });

  it("what was dropped does not come back, and the queue begins anew", async () => {
    await using storage = await engine.open();
    await put(storage, 1, 2);
    await storage.write((tx) => dropQueue(tx, key));
    expect(await headOf(storage, key)).toBeUndefined();
    await endTimers(storage);
    await put(storage, 3);
    expect((await headOf(storage, key))?.eventId).toBe(event(3).id);
    expect((await timers(storage)).map((it) => it.key)).toEqual(["topic:1 -"]);
  });

  it("the log forgets what is older than the given id, a few at a time", async () => {
    await using storage = await engine.open();
    await storage.write((tx) => appendEvents(tx, [1, 2, 3, 4].map(event)));
    expect(await storage.write((tx) => forgetEventsBefore(tx, firstIdAt(now + 4), 2))).toBe(2);
    expect(await storage.write((tx) => forgetEventsBefore(tx, firstIdAt(now + 4), 2))).toBe(1);
    expect(await findLoggedEvent(storage, event(3).id)).toBeUndefined();
    expect(await findLoggedEvent(storage, event(4).id)).toEqual(event(4));
  });
});
