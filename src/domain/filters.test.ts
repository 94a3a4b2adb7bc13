import { expect, it } from "vitest";
import { readFilters } from "./filters.ts";

const keys = { creationTime: "time", status: "word", impact: "number" } as const;

it("filters of one key narrow each other", () => {
  const { windows, words, numbers, faults } = readFilters(
    [
      { key: "creationTime", condition: { after: new Date(1) } },
      { key: "creationTime", condition: { after: new Date(5) } },
      { key: "creationTime", condition: { before: new Date(9) } },
      { key: "status", condition: { equals: { stringValues: ["a", "b"] } } },
      { key: "status", condition: { equals: { stringValues: ["b", "c"] } } },
      { key: "impact", condition: { equals: { integerValues: [] } } },
    ],
    keys,
  );
  expect(faults).toEqual([]);
  expect(windows).toEqual(new Map([["creationTime", { after: 5, before: 9 }]]));
  expect(words).toEqual(new Map([["status", new Set(["b"])]]));
  expect(numbers).toEqual(new Map([["impact", new Set()]]));
});

it("a time before all others stays what it is", () => {
  const condition = { before: new Date(-5) };
  expect(readFilters([{ key: "creationTime", condition }], keys).windows.get("creationTime")).toEqual({
    before: -5,
  });
});

it("every filter that is wrong is named by its place", () => {
  const { faults } = readFilters(
    [
      { key: "toString", condition: { equals: { stringValues: [] } } },
      { key: "status", condition: { equals: { integerValues: [1] } } },
      { key: "status", condition: { equals: { stringValues: ["x"] } } },
      { key: "impact", condition: { before: new Date(0) } },
      { key: "creationTime", condition: { equals: { stringValues: ["now"] } } },
    ],
    keys,
  );
  expect(faults).toEqual([
    {
      path: "filters.1.member.key",
      value: "'toString'",
      constraint: "Member must satisfy enum value set: [creationTime, status, impact]",
    },
    {
      path: "filters.2.member.condition",
      value: undefined,
      constraint: "Member must be equals with stringValues, as the key status takes",
    },
    {
      path: "filters.4.member.condition",
      value: undefined,
      constraint: "Member must be equals with integerValues, as the key impact takes",
    },
    {
      path: "filters.5.member.condition",
      value: undefined,
      constraint: "Member must be after or before, as the key creationTime takes",
    },
  ]);
});
