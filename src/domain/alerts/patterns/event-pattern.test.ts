// Patterns against events: what the EventBridge user guide and Event Ruler's README say of each operator.
import fc from "fast-check";
import { expect, test } from "vitest";
import { readPattern } from "./event-pattern.ts";

const matches = (pattern: unknown, event: unknown): boolean => {
  const reading = readPattern(pattern);
  return "matches" in reading ? reading.matches(event) : expect.unreachable(reading.mistakes.join("; "));
};
const mistakes = (pattern: unknown): readonly string[] => {
  const reading = readPattern(pattern);
  return "mistakes" in reading ? reading.mistakes : [];
};

const instance = {
  version: "0",
  "detail-type": "EC2 Instance State-change Notification",
  source: "aws.ec2",
  time: "2017-10-02T16:24:49Z",
  region: "us-east-1",
  resources: ["arn:aws:ec2:us-east-1:123456789012:instance/i-000000aaaaaa00000"],
  detail: {
    "c-count": 5,
    "d-count": 3,
    "x-limit": 301.8,
    "source-ip": "10.0.0.33",
    "source-ip6": "2001:db8::7",
    "instance-id": "i-000000aaaaaa00000",
    state: "running",
    path: "/usr/bin/tocsin.jar",
    empty: "",
    nothing: null,
    yes: true,
    group: { name: "web" },
    list: [],
  },
};
const detail = (pattern: object): object => ({ detail: pattern });

test.each<object>([
  {
    "detail-type": ["EC2 Instance State-change Notification"],
    detail: { state: ["initializing", "running"] },
  },
  { resources: ["arn:aws:ec2:us-east-1:123456789012:instance/i-000000aaaaaa00000"] },
  { time: [{ prefix: "2017-10-02" }] },
  { source: [{ prefix: { "equals-ignore-case": "AWS." } }] },
  { source: [{ suffix: "ec2" }] },
  { source: [{ suffix: { "equals-ignore-case": "EC2" } }] },
  { source: [{ "equals-ignore-case": "AWS.EC2" }] },
  { source: [{ exactly: "aws.ec2" }] },
  { source: [{ wildcard: "a*ec2" }] },
  { resources: [{ wildcard: "arn:aws:ec2:*:instance/*" }] },
  detail({ state: [{ "anything-but": "initializing" }] }),
  detail({ "x-limit": [{ "anything-but": 123 }] }),
  detail({ state: [{ "anything-but": ["stopped", "overloaded"] }] }),
  detail({ "x-limit": [{ "anything-but": [100, 200, 300] }] }),
  detail({ state: [{ "anything-but": { prefix: "init" } }] }),
  detail({ state: [{ "anything-but": { prefix: ["init", "error"] } }] }),
  detail({ state: [{ "anything-but": { suffix: ["1234", "6789"] } }] }),
  detail({ state: [{ "anything-but": { "equals-ignore-case": ["Stopped", "OverLoaded"] } }] }),
  detail({ path: [{ "anything-but": { wildcard: ["*/lib/*", "*.class"] } }] }),
  detail({ "c-count": [{ "anything-but": { prefix: "5" } }] }),
  detail({ "c-count": [{ numeric: [">", 0, "<=", 5] }], "d-count": [{ numeric: ["<", 10] }] }),
  detail({ "x-limit": [{ numeric: ["=", 3.018e2] }] }),
  detail({ "source-ip": [{ cidr: "10.0.0.0/24" }] }),
  detail({ "source-ip": [{ cidr: "0.0.0.0/0" }] }),
  detail({ "source-ip6": [{ cidr: "2001:db8::/32" }] }),
  detail({ "c-count": [{ exists: true }], missing: [{ exists: false }] }),
  detail({ group: [{ exists: false }] }),
  detail({ list: [{ exists: false }] }),
  detail({ empty: [""], nothing: [null], yes: [true] }),
  detail({ group: { name: [{ exists: true }] } }),
  detail({ missing: { deeper: [{ exists: false }] } }),
  detail({ state: [{ exists: false }, "running"] }),
  {
    time: [{ prefix: "2017-10-02" }],
    detail: {
      state: [{ "anything-but": "initializing" }],
      "c-count": [{ numeric: [">", 0, "<=", 5] }],
      "x-limit": [{ "anything-but": [100, 200, 300] }],
      "source-ip": [{ cidr: "10.0.0.0/8" }],
    },
  },
  { $or: [{ source: ["aws.s3"] }, { detail: { state: ["running"] } }] },
  {
    source: ["aws.ec2"],
    detail: { $or: [{ state: ["stopped"] }, { "c-count": [5], "d-count": [{ numeric: ["<", 4] }] }] },
  },
])("%j matches the event of an instance", (pattern) => {
  expect(matches(pattern, instance)).toBe(true);
});

test.each<object>([
  { source: ["AWS.EC2"] },
  { source: ["aws.ec2"], region: ["eu-west-1"] },
  { time: [{ prefix: "2018" }] },
  { source: [{ wildcard: "*.s3" }] },
  { version: [0] },
  detail({ "c-count": ["5"] }),
  detail({ "c-count": [{ prefix: "5" }] }),
  detail({ state: [{ "anything-but": ["running", "stopped"] }] }),
  detail({ state: [{ "anything-but": { prefix: ["init", "run"] } }] }),
  detail({ state: [{ "anything-but": { suffix: "ning" } }] }),
  detail({ state: [{ "anything-but": { "equals-ignore-case": "RUNNING" } }] }),
  detail({ path: [{ "anything-but": { wildcard: "*/bin/*.jar" } }] }),
  detail({ missing: [{ "anything-but": "x" }] }),
  detail({ group: [{ "anything-but": "x" }] }),
  detail({ "c-count": [{ numeric: [">", 5, "<", 10] }] }),
  detail({ state: [{ numeric: [">", 0] }] }),
  detail({ "source-ip": [{ cidr: "10.0.1.0/24" }] }),
  detail({ "source-ip": [{ cidr: "::/0" }] }),
  detail({ state: [{ cidr: "10.0.0.0/8" }] }),
  detail({ state: [{ exists: false }] }),
  detail({ missing: [{ exists: true }] }),
  detail({ group: [{ exists: true }] }),
  detail({ missing: [null] }),
  detail({ nothing: [{ exists: false }] }),
  { detail: ["running"] },
  { source: { deeper: ["aws.ec2"] } },
  { $or: [{ source: ["aws.s3"] }, { region: ["eu-west-1"] }] },
  { $or: { source: ["aws.ec2"] } },
  { constructor: [{ exists: true }] },
  { toString: { name: ["toString"] } },
])("%j does not match the event of an instance", (pattern) => {
  expect(matches(pattern, instance)).toBe(false);
});

const employees = {
  employees: [
    { firstName: "John", lastName: "Doe" },
    [{ firstName: "Anna", lastName: "Smith" }],
    { firstName: "Peter", lastName: "Jones", left: 2020 },
  ],
  tags: ["a", ["b", 3], { c: 1 }],
};

test.each<[object, boolean]>([
  [{ employees: { firstName: ["Anna"] } }, true],
  [{ employees: { firstName: ["Anna"], lastName: ["Smith"] } }, true],
  [{ employees: { firstName: ["Anna"], lastName: ["Jones"] } }, false],
  [{ employees: { firstName: ["Anna"], left: [{ exists: false }] } }, true],
  [{ employees: { firstName: ["Peter"], left: [{ exists: false }] } }, false],
  [{ employees: { left: [{ exists: false }] } }, false],
  [{ employees: { retired: [{ exists: false }] } }, true],
  [{ tags: ["b"] }, true],
  [{ tags: [3] }, true],
  [{ tags: [{ "anything-but": "a" }] }, true],
  [{ tags: ["c"] }, false],
  [{ tags: { c: [1] } }, true],
])("with lists in the event, %j is %s", (pattern, expected) => {
  expect(matches(pattern, employees)).toBe(expected);
});

test.each<[unknown, string[]]>([
  ["source", ["the pattern must be an object"]],
  [[], ["the pattern must be an object"]],
  [null, ["the pattern must be an object"]],
  [undefined, ["the pattern must be an object"]],
  [{}, ["the pattern must not be empty"]],
  [{ a: "x", b: [] }, ["a must be an object", "b must not be an empty list"]],
  [
    { a: { b: [{}, [1]] } },
    [
      "a.b[0] must have exactly one operator",
      "a.b[1] must be a text, a number, true, false, null or an operator",
    ],
  ],
  [
    { a: [{ prefix: 5 }, { suffix: {} }] },
    ["a[0].prefix must be a text", "a[1].suffix must be a text, or have equals-ignore-case alone"],
  ],
  [
    { a: [{ wildcard: "**" }, { wildcard: "\\a" }, { wildcard: "\\" }] },
    [
      "a[0].wildcard must not have two stars in a row",
      "a[1].wildcard must have a star or a backslash after each backslash",
      "a[2].wildcard must have a star or a backslash after each backslash",
    ],
  ],
  [
    { a: [{ "anything-but": [] }, { "anything-but": ["a", 1] }, { "anything-but": null }] },
    [0, 1, 2].map(
      (i) => `a[${i}].anything-but must be a text or a number, or a list of the one or of the other`,
    ),
  ],
  [
    { a: [{ "anything-but": { prefix: "" } }] },
    ["a[0].anything-but.prefix must not be empty: nothing would be left"],
  ],
  [
    { a: [{ "anything-but": { cidr: "10.0.0.0/8" } }] },
    ["a[0].anything-but must have exactly one of prefix, suffix, equals-ignore-case, wildcard"],
  ],
  [
    { a: [{ numeric: [">"] }] },
    ["a[0].numeric must be a list of a comparison and a number, or of two of each"],
  ],
  [{ a: [{ numeric: ["!=", 3] }] }, ["a[0].numeric must have one of =, <, <=, > and >=, and then a number"]],
  [
    { a: [{ numeric: [">", 3, "<", 3] }] },
    ["a[0].numeric must have > or >= a number, and then < or <= a greater one"],
  ],
  [
    { a: [{ cidr: "10.0.0.0/33" }] },
    ["a[0].cidr must be a block of addresses such as 10.0.0.0/24 or 2001:db8::/32"],
  ],
  [{ a: [{ exists: "yes" }] }, ["a[0].exists must be true or false"]],
  [
    { a: [{ constructor: 1 }] },
    [expect.stringContaining('a[0] has no operator "constructor": there are exactly, prefix')],
  ],
  [{ $or: [{ a: ["x"] }] }, [expect.stringContaining('$or[0] has no operator "a"')]],
])("%j is refused with every mistake and its place", (pattern, expected) => {
  expect(mistakes(pattern)).toEqual(expected);
});

test("a pattern that is too long is refused before it is read", () => {
  expect(mistakes({ a: ["x".repeat(9000)] })).toEqual([
    "a pattern has at most 8192 characters, and this one has 9010",
  ]);
});

test("a pattern that is nested too deep is refused", () => {
  let pattern: object = { a: ["x"] };
  for (let depth = 0; depth < 30; depth++) pattern = { a: pattern };
  expect(mistakes(pattern)).toEqual([expect.stringContaining("must not be deeper than 20 objects")]);
});

test("an event that is nested without end is held against a pattern all the same", () => {
  let event: unknown = "x";
  for (let depth = 0; depth < 100_000; depth++) event = [event];
  expect(matches({ a: ["x"] }, { a: event })).toBe(false);
  expect(matches({ a: { b: ["x"] } }, { a: event })).toBe(false);
});

test("any JSON is a pattern or is refused, and any JSON can be held against it", () => {
  const word = fc.constantFrom(
    "a",
    "b",
    "$or",
    "prefix",
    "anything-but",
    "wildcard",
    "numeric",
    "exists",
    "cidr",
    ">",
    "*",
    "__proto__",
  );
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      word,
      fc.constantFrom(0, 1, true, null, "10.0.0.0/8"),
      fc.array(tie("value"), { maxLength: 3 }),
      fc
        .array(fc.tuple(word, tie("value")), { maxLength: 3 })
        .map(
          (it) =>
            JSON.parse(
              `{${it.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join()}}`,
            ) as unknown,
        ),
    ),
  })).value;
  fc.assert(
    fc.property(json, json, (pattern, event) => {
      const reading = readPattern(pattern);
      return "mistakes" in reading
        ? reading.mistakes.length > 0
        : typeof reading.matches(event) === "boolean";
    }),
    { numRuns: 2000 },
  );
});
