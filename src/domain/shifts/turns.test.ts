import { expect, test } from "vitest";
import { daily, exampleRotation, rangeIn, told } from "./example-rotations.ts";

const pairs = (team: string, count: number) =>
  told(
    {
      rotation: exampleRotation({
        zone: "UTC",
        from: "2026-01-01",
        team,
        ...daily("00:00"),
        NumberOfOnCalls: count,
      }),
    },
    rangeIn("UTC", "2026-01-01", "2026-01-04"),
  ).map((line) => line.split(" ").slice(2).join(" "));

test("are the next in the list, and the turn passes to those after them", () => {
  expect(pairs("ann bob cid dan", 2)).toEqual(["ann bob", "cid dan", "ann bob"]);
});

test("wrap around where the list ends, so that everybody has as many turns", () => {
  expect(pairs("ann bob cid", 2)).toEqual(["ann bob", "cid ann", "bob cid"]);
});

test("are everybody, once each, when more are asked for than there are", () => {
  expect(pairs("ann bob", 2)).toEqual(["ann bob", "ann bob", "ann bob"]);
  expect(pairs("ann bob", 2_000_000_000)).toEqual(["ann bob", "ann bob", "ann bob"]);
});

test("are never the same person twice, whoever is listed twice", () => {
  expect(pairs("ann ann bob", 2)).toEqual(["ann", "bob ann", "ann bob"]);
});

test("are nobody in a rotation of nobody, asked for any time", () => {
  const rotation = {
    ...exampleRotation({ zone: "UTC", from: "2026-01-01", team: "ann", ...daily("00:00") }),
    contactIds: [],
  };
  expect(told({ rotation }, { start: -8.64e15, end: 8.64e15 })).toEqual([]);
});
