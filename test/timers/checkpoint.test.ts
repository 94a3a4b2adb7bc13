// What a run commits before it ends: kept at once, and refused to a run that is no longer its timer's.
import { expect, test } from "vitest";
import { readMeta, writeMeta } from "../../src/storage/meta.ts";
import { LeaseLost, type Handler } from "../../src/timers/timers.ts";
import { forEachEngine } from "../harness/engines.ts";
import { set, startRunner } from "./runner-harness.ts";

forEachEngine((engine) => {
  test("what a run commits on the way is kept, whether or not it finishes", async () => {
    await using storage = await engine.open();
    await set(storage);
    const run: Handler = async (_, { checkpoint }) => {
      await checkpoint((tx) => writeMeta(tx, "step", "done"));
      throw new Error("and then it failed");
    };
    await using it = await startRunner(storage, { ring: { run } });
    await it.runner.idle();
    expect(await readMeta(storage, "step")).toBe("done");
    expect(it.ran).toMatchObject([{ outcome: "failed" }]);
  });

  test("a run whose timer was set anew commits nothing more", async () => {
    await using storage = await engine.open();
    await set(storage);
    const refused: unknown[] = [];
    const run: Handler = async (_, { checkpoint, finish }) => {
      if (refused.length > 0) {
        await finish();
        return;
      }
      await set(storage);
      await checkpoint((tx) => writeMeta(tx, "step", "done")).catch((error: unknown) => {
        refused.push(error);
        throw error;
      });
    };
    await using it = await startRunner(storage, { ring: { run } });
    await it.runner.idle();
    expect(refused).toEqual([expect.any(LeaseLost)]);
    expect(await readMeta(storage, "step")).toBeUndefined();
    expect(it.ran.map(({ outcome }) => outcome)).toEqual(["lost", "finished"]);
  });
});
