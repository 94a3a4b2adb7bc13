// The wildcard against a reference that is slow and plain.
import fc from "fast-check";
import { expect, test } from "vitest";
import { readWildcard } from "./wildcard.ts";

const fits = (pattern: string, text: string): boolean =>
  readWildcard(pattern, { path: "", mistakes: [] })(text);

/** Tries every length that a star could take. */
function reference(pattern: string, text: string): boolean {
  if (pattern === "") return text === "";
  if (pattern.startsWith("*"))
    return Array.from({ length: text.length + 1 }, (_, taken) => taken).some((taken) =>
      reference(pattern.slice(1), text.slice(taken)),
    );
  const wanted = pattern.startsWith("\\") ? pattern.slice(1) : pattern;
  return wanted.charAt(0) === text.charAt(0) && text !== "" && reference(wanted.slice(1), text.slice(1));
}

const token = fc.constantFrom("a", "b", "*", "\\*", "\\\\");
const pattern = fc
  .array(token, { maxLength: 8 })
  .map((tokens) => tokens.filter((it, index) => it !== "*" || tokens[index - 1] !== "*").join(""));
const text = fc.array(fc.constantFrom("a", "b", "*", "\\"), { maxLength: 8 }).map((it) => it.join(""));

test("it matches what the reference matches", () => {
  fc.assert(
    fc.property(pattern, text, (p, t) => fits(p, t) === reference(p, t)),
    { numRuns: 3000 },
  );
});

test("what is put between the pieces always matches", () => {
  const pieces = fc.array(fc.stringMatching(/^[a-c]{1,3}$/), { minLength: 1, maxLength: 5 });
  fc.assert(fc.property(pieces, fc.string(), (given, between) => fits(given.join("*"), given.join(between))));
});

test("stars that could be taken in a great many ways cost no time", () => {
  const many = `${"a*".repeat(2000)}b`;
  const begun = performance.now();
  expect(fits(many, "a".repeat(100_000))).toBe(false);
  expect(performance.now() - begun).toBeLessThan(500);
});

test("characters beyond the first plane are ordinary ones", () => {
  expect(fits("*🔥*", "it burns 🔥 here")).toBe(true);
});
