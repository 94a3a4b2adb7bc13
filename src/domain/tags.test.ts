import { expect, it } from "vitest";
import { reservedKeys, withTags, withoutTags } from "./tags.ts";

it("adding replaces a tag where it stands and puts new ones last", () => {
  expect(Object.entries(withTags({ a: "1", b: "2" }, { c: "3", a: "4" }))).toEqual([
    ["a", "4"],
    ["b", "2"],
    ["c", "3"],
  ]);
});

it("keys differ by case", () => {
  expect(withTags({ team: "a" }, { Team: "b" })).toEqual({ team: "a", Team: "b" });
  expect(withoutTags({ team: "a", Team: "b" }, ["TEAM", "team"])).toEqual({ Team: "b" });
});

it("keys that objects have of themselves are keys like any other", () => {
  const odd = JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string>;
  const tags = withTags({ a: "1" }, odd);
  expect(Object.keys(tags)).toEqual(["a", "__proto__", "constructor"]);
  expect(Object.keys(withoutTags(tags, ["__proto__", "toString"]))).toEqual(["a", "constructor"]);
});

it("AWS's own keys are reserved in any case, others that only look like them are not", () => {
  expect(reservedKeys(["aws:a", "AWS:b", "aWs:", "aws", "myaws:c", "aws-d"])).toEqual([
    "aws:a",
    "AWS:b",
    "aWs:",
  ]);
});
