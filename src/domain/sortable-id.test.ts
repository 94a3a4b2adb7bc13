import { expect, test } from "vitest";
import { sortableIds } from "./sortable-id.ts";

test("ids are UUIDs of version 7 that carry the time of their making", () => {
  const id = sortableIds({ now: () => Date.parse("2026-11-23T08:00:00.123Z") })();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replace("-", "").slice(0, 12), 16)).toBe(Date.parse("2026-11-23T08:00:00.123Z"));
});

test("ids of one millisecond sort in the order of their making, however many there are", () => {
  const newId = sortableIds({ now: () => 1_000 });
  const ids = Array.from({ length: 20_000 }, newId);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test("a clock that is set back does not bring ids out of order", () => {
  const times = [5_000, 4_000, 4_001, 6_000, 1];
  const newId = sortableIds({ now: () => times.shift() ?? 0 });
  const ids = Array.from({ length: 8 }, newId);
  expect(ids.toSorted()).toEqual(ids);
});

test("two processes do not make the same id", () => {
  const [one, other] = [sortableIds({ now: () => 1 }), sortableIds({ now: () => 1 })];
  const ids = Array.from({ length: 5_000 }, () => [one(), other()]).flat();
  expect(new Set(ids).size).toBe(ids.length);
});
