// Time moved by hand: what comes due on the way is done, in order, before the move is over.
import { expect, test } from "vitest";
import type { Storage } from "../../src/storage/storage.ts";
import { advanceTo, rememberedTime } from "../../src/timers/manual-time.ts";
import { setTimer } from "../../src/timers/set-timer.ts";
import type { Handler } from "../../src/timers/timers.ts";
import { forEachEngine } from "../harness/engines.ts";
import { noting, set, start, startRunner, waiting } from "./runner-harness.ts";

const minute = 60_000;

forEachEngine((engine) => {
  test("each timer runs at its own time, in order of due, also those that others set", async () => {
    await using storage = await engine.open();
    const story: [string, number][] = [];
    const run: Handler = async (timer, { finish }) => {
      story.push([timer.key, (it.clock.now() - start) / minute]);
      await finish(async (tx) => {
        if (timer.key !== "stage 1") return;
        await setTimer(tx, { kind: "ring", key: "stage 2", due: timer.due + 5 * minute });
        await setTimer(tx, { kind: "ring", key: "at once", due: timer.due });
      });
    };
    await using it = await startRunner(storage, { ring: { run } });
    await set(storage, { key: "too late", due: start + 30 * minute + 1 });
    await set(storage, { key: "last", due: start + 30 * minute });
    await set(storage, { key: "stage 1", due: start + 5 * minute });
    await set(storage, { key: "in between", due: start + 7 * minute });
    await advanceTo({ ...it, storage }, start + 30 * minute);
    expect(story).toEqual([
      ["stage 1", 5],
      ["at once", 5],
      ["in between", 7],
      ["stage 2", 10],
      ["last", 30],
    ]);
    expect(it.clock.now()).toBe(start + 30 * minute);
  });

  test("timers of the same moment run one after another, always in the same order", async () => {
    await using storage = await engine.open();
    const { rung, run } = noting();
    await using it = await startRunner(storage, { ring: { run } });
    for (const key of ["c", "a", "b"]) await set(storage, { key, due: start + 1 });
    await advanceTo({ ...it, storage }, start + 1);
    expect(rung).toEqual(["a", "b", "c"]);
  });

  test("a timer that fails is tried again on the way, at its time", async () => {
    await using storage = await engine.open();
    const began: number[] = [];
    const run: Handler = async (_, { finish }) => {
      began.push(it.clock.now() - start);
      if (began.length < 4) throw new Error("not yet");
      await finish();
    };
    await using it = await startRunner(storage, { ring: { run } });
    await set(storage, { due: start + 1 });
    await advanceTo({ ...it, storage }, start + minute);
    expect(began).toEqual([1, 1_001, 3_001, 7_001]);
  });

  test("it waits for what is already running", async () => {
    await using storage = await engine.open();
    const order: string[] = [];
    const { begun, goOn, run } = waiting(async (timer, { finish }) => {
      await finish();
      order.push(timer.key);
    });
    await using it = await startRunner(storage, { ring: { run } });
    await set(storage);
    await begun;
    const move = advanceTo({ ...it, storage }, start + minute).then(() => order.push("moved"));
    goOn();
    await move;
    expect(order).toEqual(["a", "moved"]);
  });

  test("after the move timers run by themselves again", async () => {
    await using storage = await engine.open();
    const { rung, run } = noting();
    await using it = await startRunner(storage, { ring: { run } });
    await advanceTo({ ...it, storage }, start + minute);
    await set(storage, { due: start + minute });
    await it.runner.idle();
    expect(rung).toEqual(["a"]);
  });

  test("two moves at once are made one after the other", async () => {
    await using storage = await engine.open();
    const { rung, run } = noting();
    await using it = await startRunner(storage, { ring: { run } });
    await set(storage, { key: "a", due: start + 10 });
    await set(storage, { key: "b", due: start + 20 });
    await Promise.all([advanceTo({ ...it, storage }, start + 15), advanceTo({ ...it, storage }, start + 25)]);
    expect(rung).toEqual(["a", "b"]);
    expect(it.clock.now()).toBe(start + 25);
  });

  test("the time is remembered, before anything can have seen it", async () => {
    await using storage = await engine.open();
    expect(await rememberedTime(storage)).toBeUndefined();
    let byTheHandler: unknown;
    let byAnAlarm: Promise<number | undefined> | undefined;
    const run: Handler = async (_, { finish }) => {
      byTheHandler = await rememberedTime(storage);
      await finish();
    };
    await using it = await startRunner(storage, { ring: { run } });
    await set(storage, { due: start + 5 });
    it.clock.alarm(start + 5, () => {
      byAnAlarm = rememberedTime(storage);
    });
    await advanceTo({ ...it, storage }, start + minute);
    expect(byTheHandler).toBe(start + 5);
    // Its answer may come when the clock has moved on.
    expect(await byAnAlarm).toBeGreaterThanOrEqual(start + 5);
    expect(await rememberedTime(storage)).toBe(start + minute);
    await advanceTo({ ...it, storage }, start);
    expect(await rememberedTime(storage)).toBe(start + minute);
  });

  test("a move while the timers are stopped is refused", async () => {
    await using storage = await engine.open();
    const it = await startRunner(storage, {});
    await it.runner.stop();
    await expect(advanceTo({ ...it, storage }, start + minute)).rejects.toThrow("not running");
    expect(it.clock.now()).toBe(start);
  });

  test("the same timers tell the same story each time", async () => {
    await using storage = await engine.open();
    await using other = await engine.open();
    const story = await storyOfThree(storage);
    expect(story).toHaveLength(40);
    expect(await storyOfThree(other)).toEqual(story);
  });
});

/** Each timer sets three others, two of them for the same moment, three times over. */
const storyOfThree = async (storage: Storage): Promise<string[]> => {
  const story: string[] = [];
  const children = [
    ["x", 70],
    ["y", 30],
    ["z", 70],
  ] as const;
  const run: Handler = async ({ kind, key, due, payload }, { finish }) => {
    story.push(`${key} ${it.clock.now()}`);
    const depth = Number(payload);
    await finish(async (tx) => {
      if (depth === 3) return;
      for (const [child, pause] of children)
        await setTimer(tx, { kind, key: key + child, due: due + pause, payload: depth + 1 });
    });
  };
  await using it = await startRunner(storage, { ring: { run } });
  await set(storage, { payload: 0 });
  await advanceTo({ ...it, storage }, start + 1_000);
  return story;
};
