import { expect, test } from "vitest";
import {
  covering,
  exampleOverride,
  exampleRotation,
  instantIn,
  rangeIn,
  told,
  weekly,
} from "./example-rotations.ts";
import { gaps, onCallAt } from "./shifts.ts";

const override = (id: string, ...it: [string, string, string]) => exampleOverride(id, "UTC", it);

const rotation = exampleRotation({
  zone: "UTC",
  from: "2026-05-04T09:00",
  team: "ann bob cid",
  ...weekly("MON 09:00"),
});
const range = rangeIn("UTC", "2026-05-04T09:00", "2026-05-18T09:00");
test("replace part of a shift, which is cut at their edges", () => {
  const overrides = [override("1", "2026-05-05T10:00", "2026-05-05T12:00", "cid")];
  expect(told({ rotation, overrides }, range)).toEqual([
    "2026-05-04T09:00+00:00 2026-05-05T10:00+00:00 ann",
    "2026-05-05T10:00+00:00 2026-05-05T12:00+00:00 cid (1 for ann)",
    "2026-05-05T12:00+00:00 2026-05-11T09:00+00:00 ann",
    "2026-05-11T09:00+00:00 2026-05-18T09:00+00:00 bob",
  ]);
});

test("that span two shifts say for each whom they replace", () => {
  const overrides = [override("1", "2026-05-08T00:00", "2026-05-13T00:00", "cid")];
  expect(told({ rotation, overrides }, range)).toEqual([
    "2026-05-04T09:00+00:00 2026-05-08T00:00+00:00 ann",
    "2026-05-08T00:00+00:00 2026-05-11T09:00+00:00 cid (1 for ann)",
    "2026-05-11T09:00+00:00 2026-05-13T00:00+00:00 cid (1 for bob)",
    "2026-05-13T00:00+00:00 2026-05-18T09:00+00:00 bob",
  ]);
});

test("name several people, each once", () => {
  const overrides = [override("1", "2026-05-04T09:00", "2026-05-11T09:00", "cid bob cid")];
  expect(told({ rotation, overrides }, range)[0]).toBe(
    "2026-05-04T09:00+00:00 2026-05-11T09:00+00:00 cid bob (1 for ann)",
  );
});

test("of nobody leave nobody on call", () => {
  const overrides = [override("1", "2026-05-06", "2026-05-07", "")];
  expect(told({ rotation, overrides }, range)[1]).toBe(
    "2026-05-06T00:00+00:00 2026-05-07T00:00+00:00 (1 for ann)",
  );
  expect(onCallAt({ rotation, overrides }, instantIn("UTC", "2026-05-06T12:00"))).toEqual([]);
  expect([...gaps([{ rotation, overrides }], range)]).toEqual([rangeIn("UTC", "2026-05-06", "2026-05-07")]);
});

test("the one created last wins, whatever order they are given in, and the older one comes back after it", () => {
  const overrides = [
    override("1", "2026-05-05", "2026-05-09", "bob"),
    override("2", "2026-05-06", "2026-05-07", "cid"),
    override("3", "2026-05-08", "2026-05-10", "ann"),
  ];
  const expected = [
    "2026-05-04T09:00+00:00 2026-05-05T00:00+00:00 ann",
    "2026-05-05T00:00+00:00 2026-05-06T00:00+00:00 bob (1 for ann)",
    "2026-05-06T00:00+00:00 2026-05-07T00:00+00:00 cid (2 for ann)",
    "2026-05-07T00:00+00:00 2026-05-08T00:00+00:00 bob (1 for ann)",
    "2026-05-08T00:00+00:00 2026-05-10T00:00+00:00 ann (3 for ann)",
    "2026-05-10T00:00+00:00 2026-05-11T09:00+00:00 ann",
    "2026-05-11T09:00+00:00 2026-05-18T09:00+00:00 bob",
  ];
  expect(told({ rotation, overrides }, range)).toEqual(expected);
  expect(told({ rotation, overrides: overrides.toReversed() }, range)).toEqual(expected);
});

test("hidden under a newer one do not cut it", () => {
  const overrides = [
    override("1", "2026-05-06", "2026-05-07", "bob"),
    override("2", "2026-05-05", "2026-05-08", "cid"),
  ];
  expect(told({ rotation, overrides }, range)[1]).toBe(
    "2026-05-05T00:00+00:00 2026-05-08T00:00+00:00 cid (2 for ann)",
  );
});

test("created in the same millisecond are settled by id, in any order", () => {
  const same = [
    { ...override("1", "2026-05-05", "2026-05-06", "bob"), createTime: 7 },
    { ...override("2", "2026-05-05", "2026-05-06", "cid"), createTime: 7 },
  ];
  for (const overrides of [same, same.toReversed()])
    expect(told({ rotation, overrides }, range)[1]).toBe(
      "2026-05-05T00:00+00:00 2026-05-06T00:00+00:00 cid (2 for ann)",
    );
});

test("put their people on call for their whole span, covered or not", () => {
  const office = {
    ...rotation,
    recurrence: { ...rotation.recurrence, ...covering({ WED: ["09:00-17:00"] }) },
  };
  const overrides = [override("1", "2026-05-06T16:00", "2026-05-07T02:00", "cid")];
  expect(told({ rotation: office, overrides }, rangeIn("UTC", "2026-05-06", "2026-05-08"))).toEqual([
    "2026-05-06T09:00+00:00 2026-05-06T16:00+00:00 ann",
    "2026-05-06T16:00+00:00 2026-05-06T17:00+00:00 cid (1 for ann)",
    "2026-05-06T17:00+00:00 2026-05-07T02:00+00:00 cid (1 for )",
  ]);
});

test("count before the rotation begins", () => {
  const overrides = [override("1", "2026-05-04T07:00", "2026-05-04T10:00", "cid")];
  expect(told({ rotation, overrides }, rangeIn("UTC", "2026-05-04", "2026-05-04T10:00"))).toEqual([
    "2026-05-04T07:00+00:00 2026-05-04T09:00+00:00 cid (1 for )",
    "2026-05-04T09:00+00:00 2026-05-04T10:00+00:00 cid (1 for ann)",
  ]);
});

test("that end before they start, or at once, change nothing", () => {
  const overrides = [
    override("1", "2026-05-07", "2026-05-05", "cid"),
    override("2", "2026-05-06", "2026-05-06", "cid"),
  ];
  expect(told({ rotation, overrides }, range)).toEqual(told({ rotation }, range));
});

test("taken away restore the shift as it was", () => {
  const overrides = [override("1", "2026-05-05", "2026-05-06", "cid")];
  expect(told({ rotation, overrides }, range)).not.toEqual(told({ rotation }, range));
  expect(told({ rotation, overrides: [] }, range)).toEqual(told({ rotation }, range));
});
