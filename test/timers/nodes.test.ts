// Timers where nodes share them, stand still, are killed, or stop.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import sql from "sql-template-tag";
import { expect, test, vi } from "vitest";
import { manualClock, systemClock, type Clock } from "../../src/clock.ts";
import { readMeta, writeMeta } from "../../src/storage/meta.ts";
import type { Place } from "../../src/storage/open.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { setTimer } from "../../src/timers/set-timer.ts";
import { advanceTo } from "../../src/timers/manual-time.ts";
import { LeaseLost } from "../../src/timers/timers.ts";
import { forEachEngine, forPostgres } from "../harness/engines.ts";
import { lineTo } from "../harness/line.ts";
import { noting, set, start, startRunner, waiting } from "./runner-harness.ts";

const second = 1_000;
const lease = 6 * second;

const leaseUntil = async (storage: Storage): Promise<number | undefined> =>
  (await storage.first<{ lease_until: number }>(sql`select lease_until from timers`))?.lease_until;

const killedAfterClaiming = async (place: Place): Promise<void> => {
  const program = fileURLToPath(new URL("node.ts", import.meta.url));
  const node = spawn(process.execPath, [program, JSON.stringify(place)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  await once(node.stdout, "data");
  node.kill("SIGKILL");
  await once(node, "exit");
};

forEachEngine((engine) => {
  test("a timer whose process was killed between its claim and its end is run by another", async () => {
    const place = await engine.place();
    {
      await using storage = await engine.open(place);
      await set(storage, { due: 0 });
    }
    await killedAfterClaiming(place);

    await using storage = await engine.open(place);
    const taken = Promise.withResolvers<number>();
    const clock = systemClock();
    const run = waiting(async (timer, { finish }) => {
      await finish();
      taken.resolve(timer.attempt);
    });
    run.goOn();
    await using _it = await startRunner(storage, { ring: { run: run.run } }, { clock, wall: clock });
    expect(await taken.promise).toBe(2);
  });

  test("a node that stops waits for what runs, and starts nothing more", async () => {
    await using storage = await engine.open();
    const { begun, goOn, run } = waiting(async (_, { finish }) => {
      await finish((tx) => writeMeta(tx, "by", "the last run"));
    });
    const it = await startRunner(storage, { ring: { run } });
    await set(storage);
    await begun;
    const stopped = it.runner.stop();
    await set(storage, { key: "b" });
    goOn();
    await stopped;
    expect(await readMeta(storage, "by")).toBe("the last run");
    expect(it.ran).toHaveLength(1);
  });

  test("what does not end in time when a node stops is given back, as if it had not begun", async () => {
    await using storage = await engine.open();
    const stuck = waiting(async (_, { finish }) => {
      await finish((tx) => writeMeta(tx, "by", "the stuck run"));
    });
    const it = await startRunner(storage, { ring: { run: stuck.run } });
    await set(storage);
    await stuck.begun;
    const stopped = it.runner.stop(10 * second);
    // The stop asks for the alarm after it has waited for a look that may be under way.
    await vi.waitFor(() => {
      it.wall.advance(10 * second);
      expect(it.ran).toHaveLength(1);
    });
    await stopped;
    expect(it.ran.map(({ outcome }) => outcome)).toEqual(["returned"]);

    const attempts: number[] = [];
    await using next = await startRunner(storage, {
      ring: {
        run: async (timer, { finish }) => {
          attempts.push(timer.attempt);
          await finish();
        },
      },
    });
    await next.runner.idle();
    expect(attempts).toEqual([1]);
    stuck.goOn();
    await next.runner.idle();
    expect(await readMeta(storage, "by")).toBeUndefined();
  });
});

forPostgres((engine) => {
  test("two nodes share five hundred timers, and each runs once", async () => {
    const place = await engine.place();
    await using storage = await engine.open(place);
    await using other = await engine.open(place);
    const one = noting();
    const two = noting();
    const keys = Array.from({ length: 500 }, (_, i) => String(i).padStart(3, "0"));
    await storage.write(async (tx) => {
      for (const key of keys) await setTimer(tx, { kind: "ring", key, due: start });
    });
    await using it = await startRunner(storage, { ring: { run: one.run } });
    await using its = await startRunner(other, { ring: { run: two.run } });
    await Promise.all([it.runner.idle(), its.runner.idle()]);
    expect([...one.rung, ...two.rung].sort()).toEqual(keys);
    expect(one.rung.length).toBeGreaterThan(0);
    expect(two.rung.length).toBeGreaterThan(0);
  });

  test("what another node sets is found by the next poll", async () => {
    const place = await engine.place();
    await using storage = await engine.open(place);
    await using other = await engine.open(place);
    const { rung, run } = noting();
    await using it = await startRunner(storage, { ring: { run } });
    await it.runner.idle();
    await set(other);
    expect(rung).toEqual([]);
    it.wall.advance(second);
    await it.runner.idle();
    expect(rung).toEqual(["a"]);
  });

  test("a long run keeps its timer: its lease is renewed", async () => {
    const place = await engine.place();
    await using storage = await engine.open(place);
    await using other = await engine.open(place);
    const long = waiting(async (_, { finish }) => {
      await finish((tx) => writeMeta(tx, "by", "the long run"));
    });
    const thief = noting();
    await using it = await startRunner(storage, { ring: { run: long.run } }, { lease });
    await set(storage);
    await long.begun;
    expect(await leaseUntil(storage)).toBe(start + lease);
    for (let renewals = 1; renewals <= 6; renewals += 1) {
      it.wall.advance(lease / 3);
      await vi.waitFor(async () =>
        expect(await leaseUntil(storage)).toBe(start + lease + (renewals * lease) / 3),
      );
    }
    // Twice the first lease has passed.
    await using its = await startRunner(other, { ring: { run: thief.run } }, { lease, wall: it.wall });
    await its.runner.idle();
    expect(thief.rung).toEqual([]);
    long.goOn();
    await it.runner.idle();
    expect(await readMeta(storage, "by")).toBe("the long run");
  });

  test("a node that stood still for longer than its lease cannot finish what another has taken", async () => {
    const place = await engine.place();
    await using storage = await engine.open(place);
    await using other = await engine.open(place);
    let refusal: unknown;
    const still = waiting(async (_, { finish }) => {
      refusal = await finish((tx) => writeMeta(tx, "by", "the node that stood still")).catch(
        (error: unknown) => error,
      );
    });
    await using it = await startRunner(storage, { ring: { run: still.run } }, { lease });
    await set(storage);
    await still.begun;

    const quick = noting();
    await using its = await startRunner(other, { ring: { run: quick.run } }, { lease });
    await its.runner.idle();
    expect(quick.rung).toEqual([]);
    its.wall.advance(lease);
    await its.runner.idle();
    expect(quick.rung).toEqual(["a"]);

    still.goOn();
    await it.runner.idle();
    expect(refusal).toBeInstanceOf(LeaseLost);
    expect(await readMeta(storage, "by")).toBeUndefined();
    expect(it.ran.map(({ outcome }) => outcome)).toEqual(["lost"]);
  });

  test("a run hears through its signal that its timer was set anew by another node", async () => {
    const place = await engine.place();
    await using storage = await engine.open(place);
    await using other = await engine.open(place);
    const begun = Promise.withResolvers<void>();
    const reasons: unknown[] = [];
    await using it = await startRunner(
      storage,
      {
        ring: {
          run: async (timer, { finish, signal }) => {
            if (timer.payload === null) {
              begun.resolve();
              await once(signal, "abort");
              reasons.push(signal.reason);
              signal.throwIfAborted();
            }
            await finish();
          },
        },
      },
      { lease },
    );
    await set(storage);
    await begun.promise;
    await set(other, { payload: "new" });
    it.wall.advance(lease / 3);
    await vi.waitFor(() => expect(reasons).toEqual([expect.any(LeaseLost)]));
    await it.runner.idle();
    expect(it.ran.map(({ outcome }) => outcome)).toEqual(["lost", "finished"]);
  });

  test("time moved by hand waits for what another node is running", async () => {
    const place = await engine.place();
    await using storage = await engine.open(place);
    await using other = await engine.open(place);
    const order: string[] = [];
    const slow = waiting(async (timer, { finish }) => {
      order.push(timer.key);
      await finish((tx) => setTimer(tx, { kind: "ring", key: "b", due: start + second }));
    });
    const here = noting();
    await using it = await startRunner(storage, { ring: { run: slow.run } }, { lease });
    await set(storage);
    await slow.begun;
    const hand = manualClock(start);
    const waits = Promise.withResolvers<void>();
    const wall: Clock = {
      now: () => hand.now(),
      alarm(at, ring) {
        if (order.includes("moving")) waits.resolve();
        return hand.alarm(at, ring);
      },
    };
    await using its = await startRunner(other, { ring: { run: here.run } }, { lease, wall });
    await its.runner.idle();
    order.push("moving");
    const moved = advanceTo({ ...its, storage: other }, start + second).then(() => order.push("moved"));
    await Promise.race([waits.promise, moved]);
    slow.goOn();
    await it.runner.idle();
    await vi.waitFor(() => {
      hand.advance(second);
      expect(order).toContain("moved");
    });
    await moved;
    expect(here.rung).toEqual(["b"]);
    expect(order).toEqual(["moving", "a", "moved"]);
  });

  test("timers go on when a database that was away is back", async () => {
    const place = await engine.place();
    if (!("url" in place)) throw new Error("no URL");
    await using line = await lineTo(place.url);
    await using storage = await engine.open({ url: line.url });
    const { rung, run } = noting();
    await using it = await startRunner(storage, { ring: { run } });
    await set(storage, { due: start + second });
    await it.runner.idle();
    await line.cut();
    it.clock.advance(second);
    await it.runner.idle();
    expect(rung).toEqual([]);
    await line.mend();
    it.wall.advance(second);
    await it.runner.idle();
    expect(rung).toEqual(["a"]);
  });
});
