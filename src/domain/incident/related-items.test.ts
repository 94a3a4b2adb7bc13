import { expect, it } from "vitest";
import { relatedItemId as shape } from "../../contract/incidents/related-item.ts";
import { identifiedOnce, relatedItemId } from "./related-items.ts";

const link = (url: string) => ({ type: "OTHER", value: { url } }) as const;

it("an id has the form that the API asks for, and is another for each incident, type and value", () => {
  const ids = [
    relatedItemId("a", link("x")),
    relatedItemId("b", link("x")),
    relatedItemId("a", link("y")),
    relatedItemId("a", { ...link("x"), type: "TASK" }),
    relatedItemId("a", { type: "OTHER", value: { metricDefinition: "x" } }),
  ];
  for (const id of ids) expect(id).toMatch(shape.pattern ?? /never^/);
  expect(new Set(ids).size).toBe(ids.length);
});

it("the same item given twice is one, in the first place with the last title", () => {
  const items = identifiedOnce("a", [
    { identifier: link("x"), title: "old" },
    { identifier: link("y") },
    { identifier: link("x"), title: "new" },
  ]);
  expect(items.map(({ identifier, title }) => [identifier.value.url, title])).toEqual([
    ["x", "new"],
    ["y", undefined],
  ]);
});
