import sql from "sql-template-tag";
import { expect, it } from "vitest";
import { forEachEngine, silent } from "../../test/harness/engines.ts";
import { manualClock, systemClock } from "../clock.ts";
import { remember } from "../storage/idempotency.ts";
import type { Storage } from "../storage/storage.ts";
import { advanceTo } from "../timers/manual-time.ts";
import { TimerRunner } from "../timers/runner.ts";
import {
  beginForgettingTokens,
  forgetIdempotencyTokens,
  forgettingTokens,
} from "./forget-idempotency-tokens.ts";

const hour = 3_600_000;

/** Remembers a token for each of the times. */
const keep = (storage: Storage, made: readonly number[]) =>
  storage.write(async (tx) => {
    for (const [index, created] of made.entries()) {
      const key = { account: "1", operation: "StartIncident", token: `t${index}` };
      await remember(tx, key, { fingerprint: "f", answer: "{}" }, created);
    }
  });

const made = async (storage: Storage): Promise<number[]> => {
  const rows = await storage.all<{ created: number }>(
    sql`select created from idempotency_tokens order by created`,
  );
  return rows.map(({ created }) => created);
};

const started = async (storage: Storage) => {
  const clock = manualClock(0);
  const kinds = { [forgettingTokens]: { run: forgetIdempotencyTokens({ clock }) } };
  const wall = systemClock();
  const runner = new TimerRunner({ storage, clock, wall, log: silent, kinds, random: () => 0.5 });
  await storage.write((tx) => beginForgettingTokens(tx, 0));
  await runner.start();
  const passUntil = (time: number) => advanceTo({ clock, storage, runner }, time);
  return { passUntil, [Symbol.asyncDispose]: () => runner.stop() };
};

forEachEngine((engine) => {
  it("client tokens are remembered for at least a day, and not much longer", async () => {
    await using storage = await engine.open();
    await keep(storage, [0, hour, 10 * hour]);
    await using node = await started(storage);
    await node.passUntil(25 * hour - 1);
    expect(await made(storage)).toEqual([0, hour, 10 * hour]);
    await node.passUntil(27 * hour);
    expect(await made(storage)).toEqual([10 * hour]);
    await node.passUntil(36 * hour);
    expect(await made(storage)).toEqual([]);
  });

  it("however many there are", async () => {
    await using storage = await engine.open();
    await keep(
      storage,
      Array.from({ length: 2_500 }, (_, index) => index),
    );
    await using node = await started(storage);
    await node.passUntil(27 * hour);
    expect(await made(storage)).toEqual([]);
  });
});
