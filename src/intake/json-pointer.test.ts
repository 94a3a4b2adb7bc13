import { expect, it } from "vitest";
import { at } from "./json-pointer.ts";

// The examples of RFC 6901, section 5.
const document = { foo: ["bar", "baz"], "": 0, "a/b": 1, "m~n": 8, " ": 7 };

it.each([
  ["", document],
  ["/foo", ["bar", "baz"]],
  ["/foo/0", "bar"],
  ["/", 0],
  ["/a~1b", 1],
  ["/m~0n", 8],
  ["/ ", 7],
])("%j finds its value", (pointer, value) => expect(at(document, pointer)).toEqual(value));

it.each(["foo", "/foo/2", "/foo/bar/baz", "/__proto__", "/constructor", "/foo/0/0"])(
  "%j finds nothing",
  (pointer) => expect(at(document, pointer)).toBeUndefined(),
);

it("what a payload calls __proto__ is a member like any other", () =>
  expect(at(JSON.parse('{"__proto__": {"a": 1}}'), "/__proto__/a")).toBe(1));
