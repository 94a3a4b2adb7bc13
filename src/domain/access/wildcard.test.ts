// Wildcards against a slow matcher that is right by inspection, and against patterns made to be slow.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { matcher } from "./wildcard.ts";

const naive = (pattern: string, text: string): boolean => {
  if (pattern === "") return text === "";
  const rest = pattern.slice(1);
  if (pattern[0] === "*") return naive(rest, text) || (text !== "" && naive(pattern, text.slice(1)));
  return text !== "" && (pattern[0] === "?" || pattern[0] === text[0]) && naive(rest, text.slice(1));
};

const over = (alphabet: string, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet.split("")), maxLength });

test("a pattern matches exactly what the naive matcher matches", () => {
  fc.assert(
    fc.property(over("ab*?", 8), over("ab*?", 10), (pattern, text) => {
      expect(matcher(pattern)(text)).toBe(naive(pattern, text));
    }),
    { numRuns: 5000 },
  );
});

test("a pattern made from a text by widening it matches the text", () => {
  const widened = fc.array(fc.tuple(over("abc:/", 5), fc.constantFrom("*", "?", "")), { maxLength: 8 });
  fc.assert(
    fc.property(widened, over("abc:/", 6), (parts, run) => {
      const pattern = parts.map(([piece, wild]) => piece + wild).join("");
      const filler = { "*": run, "?": "x", "": "" };
      const text = parts.map(([piece, wild]) => piece + filler[wild]).join("");
      expect(matcher(pattern)(text)).toBe(true);
    }),
  );
});

test("the characters of regular expressions stand for themselves", () => {
  expect(matcher("a.c+(d)?")("a.c+(d)!")).toBe(true);
  expect(matcher("a.c")("abc")).toBe(false);
  expect(matcher("[ab]*")("a")).toBe(false);
});

test("a pattern with many stars and a text that nearly matches are done in time", () => {
  const pattern = `${"*a".repeat(1000)}*b`;
  const text = "a".repeat(2048);
  const start = performance.now();
  expect(matcher(pattern)(text)).toBe(false);
  expect(performance.now() - start).toBeLessThan(1000);
});
