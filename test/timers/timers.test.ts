// What a timer promises to whoever sets it, on both engines.
import sql from "sql-template-tag";
import { expect, test } from "vitest";
import { readMeta, writeMeta } from "../../src/storage/meta.ts";
import { StorageUnavailable } from "../../src/storage/storage.ts";
import { listDead, revive } from "../../src/timers/dead-timers.ts";
import { cancelTimer, setTimer } from "../../src/timers/set-timer.ts";
import { LeaseLost, type Handler, type Timer } from "../../src/timers/timers.ts";
import { forEachEngine } from "../harness/engines.ts";
import { noting, set, start, startRunner, waiting } from "./runner-harness.ts";

const writingTheAttempt: Handler = async (timer, { finish }) => {
  await finish(async (tx) => {
    await writeMeta(tx, `attempt ${timer.attempt}`, "done");
    if (timer.attempt === 1) throw new Error("not yet");
  });
};

const wantingAPayload: Handler = async (timer, { finish }) => {
  if (timer.payload === null) throw new Error("no payload");
  await finish();
};

forEachEngine((engine) => {
  test("it never runs before it is due, and then at once", async () => {
    await using storage = await engine.open();
    const { rung, run } = noting();
    await using it = await startRunner(storage, { ring: { run } });
    await set(storage, { due: start + 1_000 });
    await it.runner.idle();
    it.clock.advance(999);
    await it.runner.idle();
    expect(rung).toEqual([]);
    it.clock.advance(1);
    await it.runner.idle();
    expect(rung).toEqual(["a"]);
    expect(it.ran).toEqual([{ kind: "ring", lateness: 0, outcome: "finished" }]);
  });

  test("it runs once and is gone", async () => {
    await using storage = await engine.open();
    const { rung, run } = noting();
    await using it = await startRunner(storage, { ring: { run } });
    await set(storage);
    await it.runner.idle();
    it.clock.advance(3_600_000);
    it.wall.advance(3_600_000);
    await it.runner.idle();
    expect(rung).toEqual(["a"]);
  });

  test("its handler gets what was set", async () => {
    await using storage = await engine.open();
    const got: Timer[] = [];
    const run: Handler = async (timer, { finish }) => {
      got.push(timer);
      await finish();
    };
    await using it = await startRunner(storage, { ring: { run } });
    await set(storage, { key: "arn:ä", due: start - 5, payload: { stage: 2, to: ["__proto__"] } });
    await it.runner.idle();
    expect(got).toEqual([
      {
        id: expect.any(String),
        kind: "ring",
        key: "arn:ä",
        due: start - 5,
        payload: { stage: 2, to: ["__proto__"] },
        attempt: 1,
      },
    ]);
    expect(it.ran).toEqual([{ kind: "ring", lateness: 5, outcome: "finished" }]);
  });

  test("a timer of a transaction that did not commit never runs", async () => {
    await using storage = await engine.open();
    const { rung, run } = noting();
    await using it = await startRunner(storage, { ring: { run } });
    const refused = storage.write(async (tx) => {
      await setTimer(tx, { kind: "ring", key: "a", due: start });
      throw new Error("not now");
    });
    await expect(refused).rejects.toThrow("not now");
    it.wall.advance(1_000);
    await it.runner.idle();
    expect(rung).toEqual([]);
  });

  test("set again it replaces the one of the same name; cancelled it never runs", async () => {
    await using storage = await engine.open();
    const { rung, run } = noting();
    await using it = await startRunner(storage, { ring: { run } });
    await set(storage, { key: "later", due: start + 10 });
    await set(storage, { key: "later", due: start + 20 });
    await set(storage, { key: "sooner", due: start + 20 });
    await set(storage, { key: "sooner", due: start + 10 });
    await set(storage, { key: "cancelled", due: start + 10 });
    await storage.write((tx) => cancelTimer(tx, "ring", "cancelled"));
    await it.runner.idle();
    it.clock.advance(10);
    await it.runner.idle();
    expect(rung).toEqual(["sooner"]);
    it.clock.advance(10);
    await it.runner.idle();
    expect(rung).toEqual(["sooner", "later"]);
  });

  test("its effects and its end are one transaction: if they fail, it is tried again", async () => {
    await using storage = await engine.open();
    await using it = await startRunner(storage, { ring: { run: writingTheAttempt } });
    await set(storage);
    await it.runner.idle();
    it.clock.advance(1_000);
    await it.runner.idle();
    expect(it.ran.map(({ outcome }) => outcome)).toEqual(["failed", "finished"]);
    expect(await readMeta(storage, "attempt 1")).toBeUndefined();
    expect(await readMeta(storage, "attempt 2")).toBe("done");
  });

  test("set anew during a run, the run cannot finish, and the new one runs after it", async () => {
    await using storage = await engine.open();
    let refusal: unknown;
    const first = waiting(async (_, { finish }) => {
      refusal = await finish((tx) => writeMeta(tx, "by", "the old run")).catch((error: unknown) => error);
      throw refusal;
    });
    const second = noting();
    const run: Handler = (timer, context) =>
      timer.payload === "new" ? second.run(timer, context) : first.run(timer, context);
    await using it = await startRunner(storage, { ring: { run } });
    await set(storage);
    await first.begun;
    await set(storage, { payload: "new" });
    expect(second.rung).toEqual([]);
    first.goOn();
    await it.runner.idle();
    expect(refusal).toBeInstanceOf(LeaseLost);
    expect(await readMeta(storage, "by")).toBeUndefined();
    expect(second.rung).toEqual(["a"]);
    expect(it.ran.map(({ outcome }) => outcome)).toEqual(["lost", "finished"]);
  });

  test("cancelled during a run, the run cannot finish", async () => {
    await using storage = await engine.open();
    const { begun, goOn, run } = waiting(async (_, { finish }) => {
      await finish((tx) => writeMeta(tx, "by", "the run"));
    });
    await using it = await startRunner(storage, { ring: { run } });
    await set(storage);
    await begun;
    await storage.write((tx) => cancelTimer(tx, "ring", "a"));
    goOn();
    await it.runner.idle();
    expect(await readMeta(storage, "by")).toBeUndefined();
    expect(it.ran.map(({ outcome }) => outcome)).toEqual(["lost"]);
  });

  test("a run may set its own timer anew, for later and with another payload", async () => {
    await using storage = await engine.open();
    const payloads: unknown[] = [];
    const run: Handler = async (timer, { finish }) => {
      payloads.push(timer.payload);
      if (payloads.length === 1)
        await finish((tx) => setTimer(tx, { kind: "ring", key: "a", due: start + 10, payload: "set" }));
      else if (payloads.length === 2) await finish(undefined, { again: start + 20, payload: "kept" });
      else if (payloads.length === 3) await finish(undefined, { again: start + 30 });
      else await finish((tx) => cancelTimer(tx, "ring", "a"), { again: start + 40 });
    };
    await using it = await startRunner(storage, { ring: { run } });
    await set(storage, { payload: "first" });
    for (let i = 0; i < 6; i += 1) {
      await it.runner.idle();
      it.clock.advance(10);
    }
    await it.runner.idle();
    expect(payloads).toEqual(["first", "set", "kept", "kept"]);
    expect(it.ran.map(({ outcome }) => outcome)).toEqual(Array(4).fill("finished"));
  });

  test("what finish's body answers comes out of finish", async () => {
    await using storage = await engine.open();
    const answers: unknown[] = [];
    const run: Handler = async (_, { finish }) => {
      answers.push(await finish(async () => "done"));
    };
    await using it = await startRunner(storage, { ring: { run } });
    await set(storage);
    await it.runner.idle();
    expect(answers).toEqual(["done"]);
  });

  test("a handler that fails is tried again after growing pauses, then its timer is dead: kept, seen, and revived", async () => {
    await using storage = await engine.open();
    let broken = true;
    const began: number[] = [];
    const run: Handler = async (_, { finish }) => {
      began.push(it.clock.now() - start);
      if (broken) throw new Error("the line is dead");
      await finish();
    };
    await using it = await startRunner(storage, { ring: { run, attempts: 4 } });
    await set(storage);
    for (let second = 0; second < 60; second += 1) {
      await it.runner.idle();
      it.clock.advance(1_000);
    }
    expect(began).toEqual([0, 1_000, 3_000, 7_000]);
    expect(it.ran.map(({ outcome }) => outcome)).toEqual(["failed", "failed", "failed", "dead"]);
    const [dead, ...others] = await listDead(storage, { limit: 10 });
    expect(others).toEqual([]);
    expect(dead).toMatchObject({
      kind: "ring",
      key: "a",
      due: start + 7_000,
      attempts: 4,
      lastError: "Error: the line is dead",
    });
    if (dead === undefined) return;
    expect(await listDead(storage, { after: dead, limit: 10 })).toEqual([]);

    broken = false;
    const now = it.clock.now();
    expect(await storage.write((tx) => revive(tx, dead.id, now))).toBe(true);
    expect(await storage.write((tx) => revive(tx, dead.id, now))).toBe(false);
    await it.runner.idle();
    expect(it.ran.at(-1)?.outcome).toBe("finished");
    expect(await listDead(storage, { limit: 10 })).toEqual([]);
  });

  test("setting a dead timer anew brings it back to life", async () => {
    await using storage = await engine.open();
    await using it = await startRunner(storage, { ring: { run: wantingAPayload, attempts: 1 } });
    await set(storage);
    await it.runner.idle();
    expect(await listDead(storage, { limit: 10 })).toHaveLength(1);
    await set(storage, { payload: "here" });
    await it.runner.idle();
    expect(it.ran.map(({ outcome }) => outcome)).toEqual(["dead", "finished"]);
  });

  test("a handler that forgets to finish has failed", async () => {
    await using storage = await engine.open();
    await using it = await startRunner(storage, { ring: { run: async () => undefined, attempts: 1 } });
    await set(storage);
    await it.runner.idle();
    const [dead] = await listDead(storage, { limit: 10 });
    expect(dead?.lastError).toBe("Error: its handler returned without finishing it");
  });

  test("a handler that takes too long has failed, and cannot finish any more", async () => {
    await using storage = await engine.open();
    let finished: unknown;
    const { begun, goOn, run } = waiting(async (_, { finish, signal }) => {
      expect(signal.aborted).toBe(true);
      finished = await finish((tx) => writeMeta(tx, "by", "the slow run")).catch((error: unknown) => error);
      done.resolve();
    });
    const done = Promise.withResolvers<void>();
    await using it = await startRunner(storage, { ring: { run, timeLimit: 2_000, attempts: 1 } });
    await set(storage);
    await begun;
    it.wall.advance(2_000);
    await it.runner.idle();
    const [dead] = await listDead(storage, { limit: 10 });
    expect(dead?.lastError).toBe("Error: it took longer than 2000 ms");
    goOn();
    await done.promise;
    expect(finished).toBeInstanceOf(LeaseLost);
    expect(await readMeta(storage, "by")).toBeUndefined();
  });

  test("while the database cannot be reached no tries are used up", async () => {
    await using storage = await engine.open();
    const attempts: number[] = [];
    const run: Handler = async (timer, { finish }) => {
      attempts.push(timer.attempt);
      if (attempts.length < 5) throw new StorageUnavailable("away", undefined);
      await finish();
    };
    await using it = await startRunner(storage, { ring: { run, attempts: 2 } });
    await set(storage);
    for (let i = 0; i < 5; i += 1) {
      await it.runner.idle();
      it.clock.advance(1_000);
    }
    await it.runner.idle();
    expect(attempts).toEqual([1, 1, 1, 1, 1]);
    expect(it.ran.at(-1)?.outcome).toBe("finished");
  });

  test("a timer that ends its process each time dies as well, and does not go on for ever", async () => {
    await using storage = await engine.open();
    const { rung, run } = noting();
    await set(storage);
    await storage.write((tx) => tx.run(sql`update timers set attempts = 3`));
    await using it = await startRunner(storage, { ring: { run, attempts: 3 } });
    await it.runner.idle();
    expect(rung).toEqual([]);
    const [dead] = await listDead(storage, { limit: 10 });
    expect(dead?.lastError).toBe("Error: each try ended with its process");
  });

  test("a kind that this node does not know is left for newer nodes", async () => {
    await using storage = await engine.open();
    const { rung, run } = noting();
    await set(storage, { kind: "from the future" });
    await set(storage);
    {
      await using it = await startRunner(storage, { ring: { run } });
      await it.runner.idle();
      expect(rung).toEqual(["a"]);
      expect(await listDead(storage, { limit: 10 })).toEqual([]);
    }
    const newer = noting();
    await using it = await startRunner(storage, { "from the future": { run: newer.run } });
    await it.runner.idle();
    expect(newer.rung).toEqual(["a"]);
  });

  test("a node without any kinds runs nothing and breaks nothing", async () => {
    await using storage = await engine.open();
    await set(storage);
    await using it = await startRunner(storage, {});
    it.wall.advance(5_000);
    await it.runner.idle();
    expect(it.ran).toEqual([]);
  });

  test("no more run at once than may, and all run", async () => {
    await using storage = await engine.open();
    let running = 0;
    let most = 0;
    const run: Handler = async (_, { finish }) => {
      most = Math.max(most, ++running);
      await finish();
      running -= 1;
    };
    await using it = await startRunner(storage, { ring: { run } }, { concurrency: 3 });
    await storage.write(async (tx) => {
      for (let i = 0; i < 20; i += 1) await setTimer(tx, { kind: "ring", key: String(i), due: start });
    });
    await it.runner.idle();
    expect(it.ran).toHaveLength(20);
    expect(most).toBe(3);
  });
});
