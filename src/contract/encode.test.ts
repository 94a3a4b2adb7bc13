import { expect, test } from "vitest";
import { encode } from "./encode.ts";
import { integer, list, map, required, string, structure, timestamp, union } from "./shape.ts";

const stay = structure("Stay", {
  guest: required(string()),
  from: required(timestamp()),
  nights: integer(),
  rooms: list(union("Room", { number: integer(), name: string() })),
  notes: map(string(), timestamp()),
});

test("dates become seconds with milliseconds as fraction", () => {
  expect(encode(stay, { guest: "a", from: new Date(1_628_634_837_849) })).toEqual({
    guest: "a",
    from: 1_628_634_837.849,
  });
});

test("members come in the order in which they are declared", () => {
  const value = { nights: 2, rooms: [], from: new Date(0), guest: "a" };
  expect(JSON.stringify(encode(stay, value))).toBe('{"guest":"a","from":0,"nights":2,"rooms":[]}');
});

test("what is undefined is left out", () => {
  const value = { guest: "a", from: new Date(0), nights: undefined, notes: {} };
  expect(Object.keys(Object(encode(stay, value)))).toEqual(["guest", "from", "notes"]);
});

test("what is not declared never leaves, however deep it sits", () => {
  const value = { guest: "a", from: new Date(0), secret: 1, rooms: [{ number: 1, key: "secret" }] };
  expect(JSON.stringify(encode(stay, value))).not.toMatch(/secret|key/u);
});

test("a map's key may be called __proto__", () => {
  const notes = Object.fromEntries([["__proto__", new Date(1000)]]);
  expect(JSON.stringify(encode(stay, { guest: "a", from: new Date(0), notes }))).toBe(
    '{"guest":"a","from":0,"notes":{"__proto__":1}}',
  );
});
