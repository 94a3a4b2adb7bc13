// Page tokens: what is given comes back, and nothing else does.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createPageTokens, InvalidPageToken, type PageQuery, pageTokenMilliseconds } from "./page-token.ts";

const key = Buffer.alloc(32, 7);
const tokens = createPageTokens(key);
const query: PageQuery = {
  operation: "ListIncidentRecords",
  account: "111122223333",
  arguments: { filters: [{ key: "status", condition: { equals: { stringValues: ["OPEN"] } } }] },
};
const now = Date.UTC(2026, 0, 1);

const position = fc.array(fc.oneof(fc.string({ maxLength: 60 }), fc.integer()), { maxLength: 4 });

test("a position comes back as it was given, in the alphabet and length that both APIs allow", () => {
  fc.assert(
    fc.property(position, (given) => {
      const token = tokens.issue(query, given, now);
      expect(token).toMatch(/^[\\/a-zA-Z0-9_+=-]{1,2000}$/);
      expect(tokens.read(query, token, now)).toEqual(given);
    }),
  );
});

test("a token with any one character changed, removed or added is refused", () => {
  const characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= .\n\0é".split("");
  const edit = fc.record({
    at: fc.nat(),
    removed: fc.nat({ max: 3 }),
    added: fc.string({ unit: fc.constantFrom(...characters), maxLength: 3 }),
  });
  fc.assert(
    fc.property(position, edit, (given, { at, removed, added }) => {
      const token = tokens.issue(query, given, now);
      const place = at % (token.length + 1);
      const altered = token.slice(0, place) + added + token.slice(place + removed);
      fc.pre(altered !== token);
      expect(() => tokens.read(query, altered, now)).toThrow(InvalidPageToken);
    }),
    { numRuns: 2000 },
  );
});

test("any text that was never given is refused", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 3000 }), (text) => {
      expect(() => tokens.read(query, text, now)).toThrow(InvalidPageToken);
    }),
  );
});

test("a token of another operation, account, filter or key is refused", () => {
  const token = tokens.issue(query, ["x", 1], now);
  for (const other of [
    { ...query, operation: "ListTimelineEvents" },
    { ...query, account: "444455556666" },
    { ...query, arguments: {} },
    { ...query, arguments: undefined },
  ])
    expect(() => tokens.read(other, token, now)).toThrow(InvalidPageToken);
  const foreign = createPageTokens(Buffer.alloc(32, 8)).issue(query, ["x", 1], now);
  expect(() => tokens.read(query, foreign, now)).toThrow(InvalidPageToken);
});

test("the same arguments in another order of keys, or with members left undefined, are the same query", () => {
  const one = { ...query, arguments: { a: 1, b: { c: 2, d: 3 }, e: undefined } };
  const same = { ...query, arguments: { b: { d: 3, c: 2 }, a: 1 } };
  expect(tokens.read(same, tokens.issue(one, [5], now), now)).toEqual([5]);
});

test("a token lives for a day", () => {
  const token = tokens.issue(query, [1], now);
  expect(tokens.read(query, token, now + pageTokenMilliseconds - 1)).toEqual([1]);
  expect(() => tokens.read(query, token, now + pageTokenMilliseconds)).toThrow("expired");
});
