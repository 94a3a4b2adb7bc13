import fc from "fast-check";
import { expect, it } from "vitest";
import { rawDataOf } from "./raw-data.ts";

const fits = (text: string): boolean => text.length <= 10_000 && JSON.stringify(text).length <= 11_000;

it("what fits stays as it came", () => {
  expect(rawDataOf({ a: [1, "x"] })).toBe('{"a":[1,"x"]}');
});

it("what is too long is cut, stays JSON with the paths of the original, and says so", () => {
  const dimensions = { InstanceId: "i-1" };
  const long = { detail: { configuration: { metrics: [{ dimensions }] } }, reason: "x".repeat(50_000) };
  const read = JSON.parse(rawDataOf(long)) as typeof long & { "tocsin.cut": string };
  expect(read.detail).toEqual(long.detail);
  expect(read.reason).toBe(`${"x".repeat(1000)}…`);
  expect(read["tocsin.cut"]).toMatch(/^cut: it had 50\d{3} characters$/);
});

it("whatever comes in, it is JSON and fits into an event", () => {
  const wide = fc.oneof(
    fc.json().map((text) => JSON.parse(text) as unknown),
    fc
      .integer({ min: 1, max: 12 })
      .map((n) => Array.from({ length: n * 1000 }, (_, i) => ({ [`"key${i}`]: "\"'\u0001😀".repeat(n) }))),
    fc.integer({ min: 1, max: 12 }).map((n) => ({ text: '"'.repeat(n * 1000) })),
  );
  fc.assert(
    fc.property(wide, (payload) => {
      const text = rawDataOf(payload);
      JSON.parse(text);
      expect(fits(text)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

it("a payload that is no object is shown beside the mark", () => {
  expect(JSON.parse(rawDataOf("y".repeat(20_000)))).toEqual({
    "tocsin.cut": "cut: it had 20002 characters",
    payload: `${"y".repeat(1000)}…`,
  });
  expect(rawDataOf(undefined)).toBe("null");
});
