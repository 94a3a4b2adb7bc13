import { expect, test } from "vitest";
import { blocksOf } from "./blocks.ts";

test("all rows are in the blocks, in their order, whatever their number", () => {
  for (let length = 0; length <= 300; length += 1) {
    const rows = Array.from({ length }, (_, index) => index);
    const blocks = [...blocksOf(rows)];
    expect(blocks.flat()).toEqual(rows);
    expect(new Set([1, 4, 16, 64, ...blocks.map((it) => it.length)]).size).toBe(4);
  }
});
