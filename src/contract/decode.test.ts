import { expect, test } from "vitest";
import { type Decoded, decode } from "./decode.ts";
import {
  boolean,
  integer,
  list,
  map,
  matching,
  required,
  string,
  structure,
  timestamp,
  union,
  words,
} from "./shape.ts";

const refusedBy = (decoded: Decoded<unknown>): string =>
  "refused" in decoded ? decoded.refused.message : "nothing was refused";
const valueOf = <Value>(decoded: Decoded<Value>): Value => {
  if ("refused" in decoded) throw new Error(decoded.refused.message);
  return decoded.value;
};

const guest = structure("Guest", {
  Name: required(string({ min: 1, max: 5, ...matching("^[a-z]*$") })),
  Room: integer({ min: 1, max: 9 }),
  Breakfast: words("EARLY", "LATE"),
  Tags: map(string({ max: 3 }), string({ max: 4 }), { min: 1 }),
  Pets: list(string({ min: 2, max: 6 }), { max: 2 }),
  Friends: list(structure("Friend", { Since: required(timestamp()) })),
  Pays: union("Pays", { cash: integer(), card: string({ sensitive: true }) }),
  Code: string({ min: 3, sensitive: true }),
  Vip: boolean(),
});

test("every broken constraint is told at once, in AWS's words", () => {
  const input = { Name: "", Room: 10, Breakfast: "NOON", Tags: {}, Friends: [{ Since: 0 }, {}], Pays: {} };
  expect(refusedBy(decode(guest, input))).toBe(
    "6 validation errors detected: " +
      "Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
      "Value '10' at 'room' failed to satisfy constraint: Member must have value less than or equal to 9; " +
      "Value 'NOON' at 'breakfast' failed to satisfy constraint: Member must satisfy enum value set: [EARLY, LATE]; " +
      "Value '{}' at 'tags' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
      "Value null at 'friends.2.member.since' failed to satisfy constraint: Member must not be null; " +
      "Value '{}' at 'pays' failed to satisfy constraint: Member must have exactly one of these set: [cash, card]",
  );
});

test("one broken constraint is told in the singular", () => {
  expect(refusedBy(decode(guest, {}))).toBe(
    "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
  );
});

test("the violations come apart too, for answers that list fields", () => {
  const decoded = decode(guest, { Name: "a", Room: 0 });
  expect("refused" in decoded && decoded.refused).toMatchObject({
    error: "ValidationException",
    violations: [
      { path: "room", value: "'0'", constraint: "Member must have value greater than or equal to 1" },
    ],
  });
});

test("plain values in a list or map are told once, with all that is asked of them", () => {
  const input = { Name: "a", Pets: ["dog", "x", "elephant"], Tags: { a: "ok", long: "longer" } };
  expect(refusedBy(decode(guest, input))).toBe(
    "4 validation errors detected: " +
      "Value '{a=ok, long=longer}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: " +
      "[Member must have length less than or equal to 3, Member must not be null]; " +
      "Value '{a=ok, long=longer}' at 'tags' failed to satisfy constraint: Map value must satisfy constraint: " +
      "[Member must have length less than or equal to 4, Member must not be null]; " +
      "Value '[dog, x, elephant]' at 'pets' failed to satisfy constraint: Member must have length less than or equal to 2; " +
      "Value '[dog, x, elephant]' at 'pets' failed to satisfy constraint: Member must satisfy constraint: " +
      "[Member must have length less than or equal to 6, Member must have length greater than or equal to 2, Member must not be null]",
  );
});

test.each([
  [{ Name: 3 }, "NUMBER_VALUE can not be converted to a String (at 'name')"],
  [{ Name: "", Room: "3" }, "STRING_VALUE can not be converted to an Integer (at 'room')"],
  [{ Name: "a", Room: 1.5 }, "NUMBER_VALUE can not be converted to an Integer (at 'room')"],
  [{ Name: "a", Vip: "true" }, "STRING_VALUE can not be converted to a Boolean (at 'vip')"],
  [{ Name: "a", Pets: ["ox", null] }, "Unexpected value type in payload (at 'pets.2.member')"],
  [{ Name: "a", Tags: { k: null } }, "Unexpected value type in payload (at 'tags.k.member')"],
  [{ Name: "a", Pays: { cash: true } }, "TRUE_VALUE can not be converted to an Integer (at 'pays.cash')"],
  [
    { Name: "a", Pays: { cash: 2 ** 31 } },
    "NUMBER_VALUE can not be converted to an Integer (at 'pays.cash')",
  ],
  [[], "Start of list found where not expected"],
])("a wrong JSON type is told before any broken constraint: %j", (input, message) => {
  expect(decode(guest, input)).toEqual({
    refused: { error: "SerializationException", message, violations: [] },
  });
});

test("null is the same as absent, also for a required member", () => {
  expect(valueOf(decode(guest, { Name: "a", Room: null, Tags: null }))).toEqual({ Name: "a" });
  expect(refusedBy(decode(guest, { Name: null }))).toContain("Value null at 'name'");
});

test("a union whose other members are null has its one member", () => {
  expect(valueOf(decode(guest, { Name: "a", Pays: { cash: 1, card: null } })).Pays).toEqual({ cash: 1 });
});

test("what is not declared is dropped, whatever its name", () => {
  const input: unknown = JSON.parse('{"Name":"a","name":"b","constructor":1,"__proto__":{"Room":3}}');
  expect(Object.entries(valueOf(decode(guest, input)))).toEqual([["Name", "a"]]);
});

test("a member with the name of something that every object has is absent until it is given", () => {
  const site = structure("Site", { constructor: required(string()) });
  expect(refusedBy(decode(site, {}))).toContain("Value null at 'constructor'");
});

test("a map's key may be called __proto__", () => {
  const free = map(string(), integer());
  const value = valueOf(decode(free, JSON.parse('{"__proto__":1,"constructor":2}')));
  expect(Object.entries(value)).toEqual([
    ["__proto__", 1],
    ["constructor", 2],
  ]);
  expect(valueOf(decode(free, {}))["constructor"]).toBeUndefined();
});

test("lengths count code points", () => {
  const shape = string({ min: 2, max: 3 });
  expect(valueOf(decode(shape, "😀😀😀"))).toBe("😀😀😀");
  expect(refusedBy(decode(shape, "😀😀😀😀"))).toContain("length less than or equal to 3");
  expect(refusedBy(decode(shape, "😀"))).toContain("length greater than or equal to 2");
});

test.each(["a\0b", "\uD800", "😀\uDC00"])(
  "text that databases or JSON cannot carry is refused: %j",
  (text) => {
    const message = refusedBy(decode(guest, { Name: text, Tags: { [text]: text } }));
    expect(message.split("Member must be well-formed Unicode without U+0000")).toHaveLength(4);
    expect(message.isWellFormed() && !message.includes("\0")).toBe(true);
  },
);

test("secrets are not shown, neither by themselves nor within other values", () => {
  const input = { Name: "a", Code: "s3", Pays: { cash: 1, card: "s3cret" } };
  const message = refusedBy(decode(guest, input));
  expect(message).toContain("Value at 'code' failed to satisfy constraint: Member must have length");
  expect(message).toContain("Value '{cash=1, card=***}' at 'pays'");
  expect(message).not.toContain("s3");
});

test("an error does not grow with what was sent", () => {
  const long = "x".repeat(1_000_000);
  const many = Array.from({ length: 100_000 }, () => ({}));
  const message = refusedBy(decode(guest, { Name: long, Tags: { [long]: long }, Friends: many }));
  expect(message).toMatch(/^100003 validation errors detected: .*; and 99953 more$/su);
  expect(message.length).toBeLessThan(20_000);
});

test("times are seconds with a fraction, and kept to the millisecond", () => {
  expect(valueOf(decode(timestamp(), 1_628_634_837.849))).toEqual(new Date(1_628_634_837_849));
  expect(valueOf(decode(timestamp(), -1.0006))).toEqual(new Date(-1001));
  expect(valueOf(decode(timestamp(), 0.0019))).toEqual(new Date(2));
});

test("times that no calendar knows are refused, milliseconds given for seconds among them", () => {
  expect(refusedBy(decode(timestamp(), Date.UTC(2026, 0)))).toContain(
    "value less than or equal to 253402300799",
  );
  expect(refusedBy(decode(timestamp(), -1e300))).toContain("value greater than or equal to -62135596800");
  expect(refusedBy(decode(timestamp(), "2026-01-01"))).toBe(
    "STRING_VALUE can not be converted to milliseconds since epoch",
  );
});

test("a number beyond the bound is out of range, however large", () => {
  expect(refusedBy(decode(guest, { Name: "a", Room: 1e300 }))).toContain("value less than or equal to 9");
});

test("an empty map passes where that is allowed against the official bound, one too large does not", () => {
  const shape = map(string(), string(), { min: 1, max: 1, emptyAllowed: true });
  expect(valueOf(decode(shape, {}))).toEqual({});
  expect(refusedBy(decode(shape, { a: "", b: "" }))).toContain("length less than or equal to 1");
});
