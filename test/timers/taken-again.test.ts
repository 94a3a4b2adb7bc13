// A timer that its own node takes again after standing still: the run before must not disturb the one after.
import { expect, test } from "vitest";
import { claimTimers, isHeld, putTimer, releaseTimer, type TimerRow } from "../../src/storage/timers.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { forEachEngine } from "../harness/engines.ts";

const holder = "the only node";

const claim = async (storage: Storage, now: number): Promise<TimerRow> => {
  const [row] = await storage.write((tx) =>
    claimTimers(tx, { kinds: ["ring"], now, wallNow: now, holder, leaseUntil: now + 10, limit: 1 }),
  );
  if (row === undefined) throw new Error("there is nothing to claim");
  return row;
};

const ring = { kind: "ring", key: "a", due: 0, payload: "null" };

forEachEngine((engine) => {
  test("the end of a run that lost its lease takes nothing from the next run of the same node", async () => {
    await using storage = await engine.open();
    await storage.write((tx) => putTimer(tx, ring));
    const before = await claim(storage, 0);
    const after = await claim(storage, 20);
    await storage.write((tx) => releaseTimer(tx, before.id, holder));
    expect(await isHeld(storage, after)).toBe(true);
  });

  test("a timer that was set anew during a run can be taken as soon as that run lets go of it", async () => {
    await using storage = await engine.open();
    await storage.write((tx) => putTimer(tx, ring));
    const { id } = await claim(storage, 0);
    await storage.write((tx) => putTimer(tx, ring));
    await storage.write((tx) => releaseTimer(tx, id, holder));
    expect((await claim(storage, 1)).attempts).toBe(1);
  });
});
