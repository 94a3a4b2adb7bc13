// Whole schedules again and again, with one fault in each: at every single await in turn.
import { expect, test } from "vitest";
import { type Fault, oneFault } from "./faults.ts";
import { simulate } from "./simulate.ts";

/** Schedules in which much happens: several people, retries, answers. */
const seeds = [82, 131, 183, 201, 214, 230, 240, 276];
const faults: readonly Fault[] = ["kill", "freeze", "refuse", "rerun"];

/** Runs the schedule with the fault at its first await, its second, and so on. @returns how many awaits there were */
async function atEveryAwait(seed: number, fault: Fault): Promise<number> {
  for (let at = 0; ; at++) {
    const one = oneFault(fault, at);
    const { broken } = await simulate(seed, { faults: one });
    expect(broken, `seed ${seed}, ${fault} at await ${at}`).toEqual([]);
    if (one.passed() <= at) return at;
  }
}

test.for(faults)("no await is a bad moment for one %s", { timeout: 120_000 }, async (fault) => {
  for (const seed of seeds) expect(await atEveryAwait(seed, fault)).toBeGreaterThan(50);
});
