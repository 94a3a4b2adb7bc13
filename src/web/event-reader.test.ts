import { expect, it } from "vitest";
import { forEachEngine } from "../../test/harness/engines.ts";
import type { LoggedEvent } from "../domain/notices/logged-event.ts";
import { firstIdAt } from "../domain/sortable-id.ts";
import { appendEvents } from "../storage/events.ts";
import { EventReader } from "./event-reader.ts";

const now = Date.UTC(2026, 10, 23, 8);
const account = "111122223333";
const never = new AbortController().signal;

/** @param n the greater, the later; each is a millisecond */
const event = (n: number, of = account): LoggedEvent => ({
  id: `${firstIdAt(now + n)}-7000-8000-000000000000`,
  account: of,
  subject: "-",
  type: "Note",
  source: "tocsin",
  time: now + n,
  resources: [],
  detail: { n },
});

forEachEngine((engine) => {
  it("events that are committed behind later ones are read all the same, once, and nobody else's ever", async () => {
    await using storage = await engine.open();
    const add = (...events: LoggedEvent[]) => storage.write((tx) => appendEvents(tx, events));
    await add(event(1));
    using reader = new EventReader({ storage, account, after: firstIdAt(now + 2), isNew: true });
    const read: unknown[] = [];
    const readUntil = async (n: number): Promise<void> => {
      while (!read.includes(n)) read.push(...(await reader.next(never)).map(({ detail }) => detail["n"]));
    };
    await add(event(10), event(11, "999988887777"));
    await readUntil(10);
    await add(event(5));
    await add(event(20));
    await readUntil(5);
    await readUntil(20);
    await add(event(21));
    await readUntil(21);
    expect(read.sort((a, b) => Number(a) - Number(b))).toEqual([5, 10, 20, 21]);
    expect(reader.position).toBe(event(21).id);
  });

  it("who comes back is given what came since, and what was committed late before it", async () => {
    await using storage = await engine.open();
    await storage.write((tx) => appendEvents(tx, [event(1), event(10), event(20)]));
    using reader = new EventReader({ storage, account, after: event(10).id, isNew: false });
    const found = await reader.next(never);
    expect(found.map(({ detail }) => detail["n"])).toEqual([1, 20]);
  });

  it("who leaves is not kept waiting", async () => {
    await using storage = await engine.open();
    using reader = new EventReader({ storage, account, after: firstIdAt(now), isNew: true });
    const leaving = new AbortController();
    const waiting = reader.next(leaving.signal);
    leaving.abort();
    const left = performance.now();
    expect(await waiting).toEqual([]);
    expect(performance.now() - left).toBeLessThan(900);
  });
});
