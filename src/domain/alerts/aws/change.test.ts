// However the events of changes come, the same changes are made of them.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Change, type Step, changeAfter } from "./change.ts";

const stack = { stackArn: "arn:aws:cloudformation:eu-west-1:444455556666:stack/network/1" };
const deployment = {
  deploymentGroupArn: "arn:aws:codedeploy:eu-west-1:444455556666:deploymentgroup:a/b",
  deploymentId: "d-1",
};

/** As the storage has them. */
function changesAfter(steps: readonly Step[]): Change[] {
  const changes = new Map<string, Change>();
  for (const step of steps) {
    const known = [...changes.values()].toSorted((a, b) => b.startTime - a.startTime);
    const change = changeAfter("111122223333", known, step);
    if (change !== undefined) changes.set(change.id, change);
  }
  return [...changes.values()].toSorted((a, b) => a.startTime - b.startTime);
}

const times = (steps: readonly Step[]) => changesAfter(steps).map((it) => [it.startTime, it.endTime]);

const step = (phase: Step["phase"], time: number, changed: Step["changed"] = stack): Step => ({
  changed,
  phase,
  time,
});

const updates = [
  step("begins", 10),
  step("ends", 20),
  step("begins", 30),
  step("is undone", 40),
  step("begins", 50),
];

test("each update of a stack is one change, with its start and its end", () => {
  expect(times(updates)).toEqual([
    [10, 20],
    [30, 40],
    [50, undefined],
  ]);
});

test("steps that come twice change nothing, and a change keeps its id", () => {
  const twice = updates.flatMap((it) => [it, it]);
  expect(changesAfter(twice)).toEqual(changesAfter(updates));
  expect(changesAfter(updates.slice(0, 1))[0]?.id).toBe(changesAfter(updates)[0]?.id);
});

test("an end that overtakes its start", () => {
  expect(times([step("ends", 20), step("begins", 10)])).toEqual([[10, 20]]);
});

test("a deployment is one change, in whatever order and how often its steps come", () => {
  const steps = [step("begins", 10, deployment), step("ends", 20, deployment)];
  const several = fc.array(fc.constantFrom(...steps), { maxLength: 6 });
  fc.assert(
    fc.property(several, (more) => {
      expect(times([...more, ...steps])).toEqual([[10, 20]]);
      expect(times([...steps.toReversed(), ...more])).toEqual([[10, 20]]);
    }),
  );
});

test("where only ends are told, each is a change of its own", () => {
  expect(times([step("ends", 20), step("ends", 40)])).toEqual([
    [20, 20],
    [40, 40],
  ]);
});
