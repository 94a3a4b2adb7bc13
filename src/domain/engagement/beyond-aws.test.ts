import { expect, test } from "vitest";
import { beyondAws } from "./beyond-aws.ts";

const read = (tags: Record<string, string>): ReturnType<typeof beyondAws> =>
  beyondAws(new Map(Object.entries(tags)));

test("tags say how often a plan is gone through and how long its stages last", () => {
  const { beyond, faults } = read({
    "tocsin/repeat": "3",
    "tocsin/stage-minutes": "10 - 1440",
    team: "night",
  });
  expect(beyond).toEqual({ rounds: 3, stageMinutes: [10, undefined, 1440] });
  expect(faults).toEqual([]);
});

test("without tags everything is as on AWS", () => {
  expect(read({})).toEqual({ beyond: {}, faults: [] });
});

test.for(["0", "11", "-1", "1.5", "often", "", "١"])("a plan is not repeated %s times", (text) => {
  const { beyond, faults } = read({ "tocsin/repeat": text });
  expect(beyond.rounds).toBeUndefined();
  expect(faults).toEqual([`The tag tocsin/repeat must be 1 to 10, not "${text}".`]);
});

test.for(["1441", "10 x", "10,20", "", "- - 99999"])("stages do not last %s minutes", (text) => {
  const { beyond, faults } = read({ "tocsin/stage-minutes": text });
  expect(beyond.stageMinutes).toBeUndefined();
  expect(faults).toHaveLength(1);
});

test("all that is wrong is told together", () => {
  expect(read({ "tocsin/repeat": "x", "tocsin/stage-minutes": "y" }).faults).toHaveLength(2);
});
