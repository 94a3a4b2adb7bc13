import { expect, test } from "vitest";
import { manualClock, systemClock } from "./clock.ts";

test("a manual clock stands still until it is moved, and never goes back", () => {
  const clock = manualClock(1_000);
  expect(clock.now()).toBe(1_000);
  clock.advance(500);
  clock.advanceTo(1_200);
  expect(clock.now()).toBe(1_500);
});

test("its alarms ring in order of time, each at its own time, also those that others set", () => {
  const clock = manualClock(0);
  const rung: [string, number][] = [];
  const note = (name: string) => () => rung.push([name, clock.now()]);
  clock.alarm(30, note("last"));
  clock.alarm(10, () => {
    note("first")();
    clock.alarm(20, note("set on the way"));
  });
  clock.alarm(31, note("too late"));
  clock.advanceTo(30);
  expect(rung).toEqual([
    ["first", 10],
    ["set on the way", 20],
    ["last", 30],
  ]);
});

test("a cancelled alarm does not ring", () => {
  const clock = manualClock(0);
  const rung: string[] = [];
  const cancel = clock.alarm(10, () => rung.push("cancelled"));
  clock.alarm(10, () => rung.push("kept"));
  cancel();
  cancel();
  clock.advance(10);
  expect(rung).toEqual(["kept"]);
});

test("an alarm for a time that has come rings soon, but not before it was set", async () => {
  for (const clock of [manualClock(1_000), systemClock()]) {
    let set = false;
    const rung = new Promise<boolean>((resolve) => clock.alarm(clock.now() - 1, () => resolve(set)));
    set = true;
    expect(await rung).toBe(true);
  }
});

test("the system's clock never rings early", async () => {
  const clock = systemClock();
  for (const wait of [1, 2, 3, 5, 8]) {
    const at = clock.now() + wait;
    const rungAt = await new Promise<number>((resolve) => clock.alarm(at, () => resolve(clock.now())));
    expect(rungAt).toBeGreaterThanOrEqual(at);
  }
});
