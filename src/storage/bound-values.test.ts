import sql from "sql-template-tag";
import { expect, test } from "vitest";
import { boundValues } from "./bound-values.ts";

test("text, whole numbers and null are taken as they are", () => {
  const values = ["", "ä", "it's", 0, -1, 2 ** 53 - 1, null];
  expect(
    boundValues(
      sql`${values[0]} ${values[1]} ${values[2]} ${values[3]} ${values[4]} ${values[5]} ${values[6]}`,
    ),
  ).toEqual(values);
});

test.each([
  ["undefined", undefined],
  ["boolean", true],
  ["1.5", 1.5],
  ["NaN", Number.NaN],
  ["9007199254740992", 2 ** 53],
  ["object", new Date(0)],
  ["bigint", 1n],
  ["text with U+0000", "a\0b"],
])("%s is refused, since the engines would keep it differently or not at all", (shown, value) => {
  expect(() => boundValues(sql`select ${value}`)).toThrow(`not ${shown}`);
});
