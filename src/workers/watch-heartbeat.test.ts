import { describe, expect, it } from "vitest";
import { manualClock, systemClock } from "../clock.ts";
import type { Alert } from "../domain/alerts/alert.ts";
import { missing, newHeartbeat, pinged } from "../domain/alerts/heartbeat.ts";
import { keepHeartbeat } from "../operations/alerts/keep-heartbeat.ts";
import { findHeartbeat } from "../storage/heartbeats.ts";
import { advanceTo } from "../timers/manual-time.ts";
import { TimerRunner } from "../timers/runner.ts";
import { type TestEngine, forEachEngine, silent } from "../../test/harness/engines.ts";
import { watchHeartbeat } from "./watch-heartbeat.ts";

const minute = 60_000;
const begun = Date.parse("2026-11-23T08:00:00Z");
const key = { account: "111122223333", name: "backup" };
const draft = { planName: "web", period: 5 * minute, grace: minute, paused: false };

type Hear = (alert: Alert, times: number) => Promise<void>;

/** A heartbeat that pinged at eight, and a process whose alerts are told to the test. */
async function begin(engine: TestEngine, hear: Hear = async () => undefined) {
  const storage = await engine.open();
  const clock = manualClock(begun);
  const told: string[] = [];
  const runner = new TimerRunner({
    storage,
    clock,
    wall: systemClock(),
    log: silent,
    random: () => 0.5,
    kinds: {
      [missing]: {
        run: watchHeartbeat({
          clock,
          started: begun,
          take: async ({ alert }) => {
            told.push(alert.status);
            await hear(alert, told.length);
          },
        }),
      },
    },
  });
  const ping = () =>
    storage.write(async (tx) => {
      const heartbeat =
        (await findHeartbeat(tx, key)) ?? newHeartbeat(key.account, { ...draft, ...key, now: begun });
      await keepHeartbeat(tx, pinged(heartbeat, clock.now()), clock.now());
    });
  await ping();
  return {
    clock,
    told,
    ping,
    runner,
    /** Doing what comes due on the way. */
    pass: (minutes: number) => advanceTo({ clock, storage, runner }, clock.now() + minutes * minute),
    now: () => findHeartbeat(storage, key),
    [Symbol.asyncDispose]: async () => {
      await runner.stop(0);
      await storage[Symbol.asyncDispose]();
    },
  };
}

forEachEngine((engine) => {
  describe("watching a heartbeat", () => {
    it("tells the alerts once that it is missed, and once that it is back", async () => {
      await using it = await begin(engine);
      await it.runner.start();
      await it.pass(60);
      expect(it.told).toEqual(["FIRING"]);
      await it.ping();
      await it.pass(1);
      expect(it.told).toEqual(["FIRING", "RESOLVED"]);
    });

    it("puts a deadline off that passed while nobody could look at it, once", async () => {
      await using it = await begin(engine);
      it.clock.advance(180 * minute);
      await it.runner.start();
      await it.pass(5);
      expect(it.told).toEqual([]);
      expect(await it.now()).toMatchObject({ state: "UP", postponed: true });
      await it.pass(1);
      expect(it.told).toEqual(["FIRING"]);
    });

    it("tells that it is back when the ping came while the alerts were told that it is missed", async () => {
      await using it = await begin(engine, async (_, times) => {
        if (times === 1) await it.ping();
      });
      await it.runner.start();
      await it.pass(6);
      await it.pass(1);
      expect(it.told).toEqual(["FIRING", "RESOLVED"]);
      expect(await it.now()).toMatchObject({ state: "UP", told: "RESOLVED" });
    });

    it("tells again what may not have been heard", async () => {
      await using it = await begin(engine, async (_, times) => {
        if (times < 3) throw new Error("nobody there");
      });
      await it.runner.start();
      await it.pass(60);
      expect(it.told).toEqual(["FIRING", "FIRING", "FIRING"]);
      expect(await it.now()).toMatchObject({ state: "MISSED", told: "FIRING" });
    });
  });
});
