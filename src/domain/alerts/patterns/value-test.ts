// One of the values that a pattern lists for a field: the value itself, or an operator such as `{"prefix": "us-"}`.
import { readBlock } from "./ip-block.ts";
import { isRecord } from "./json.ts";
import type { Leaf } from "./leaves.ts";
import { readRange } from "./numeric-range.ts";
import { type Place, wrong } from "./place.ts";
import { readWildcard } from "./wildcard.ts";

export type ValueTest = (leaf: Leaf) => boolean;
type TextTest = (text: string) => boolean;
/** `absent`: it asks that the field be not there. */
type Read = (value: unknown, place: Place) => ValueTest | "absent";

const never: ValueTest = () => false;
const ofText =
  (test: TextTest): ValueTest =>
  (leaf) =>
    typeof leaf === "string" && test(leaf);

export function readValueTest(value: unknown, place: Place): ValueTest | "absent" {
  if (!isRecord(value)) {
    if (typeof value === "object" && value !== null)
      return wrong(place, "must be a text, a number, true, false, null or an operator", never);
    return (leaf) => leaf === value;
  }
  const [name, ...others] = Object.keys(value);
  const read = operators.get(name ?? "");
  if (name === undefined || others.length > 0) return wrong(place, "must have exactly one operator", never);
  if (read === undefined)
    return wrong(
      place,
      `has no operator "${name.slice(0, 40)}": there are ${[...operators.keys()].join(", ")}`,
      never,
    );
  return read(value[name], { ...place, path: `${place.path}.${name}` });
}

const readText = (value: unknown, place: Place): string =>
  typeof value === "string" ? value : wrong(place, "must be a text", "");

const lower = (text: string): string => text.toLowerCase();

const ignoringCase = (value: unknown, place: Place): TextTest => {
  const wanted = lower(readText(value, place));
  return (text) => lower(text) === wanted;
};

/** A text at one end of the value, also as `{"equals-ignore-case": …}`. */
const atEnd =
  (holds: (text: string, end: string) => boolean) =>
  (value: unknown, place: Place): TextTest => {
    if (!isRecord(value)) {
      const end = readText(value, place);
      return (text) => holds(text, end);
    }
    if (Object.keys(value).join() !== "equals-ignore-case")
      return wrong(place, "must be a text, or have equals-ignore-case alone", () => false);
    const end = lower(
      readText(value["equals-ignore-case"], { ...place, path: `${place.path}.equals-ignore-case` }),
    );
    return (text) => holds(lower(text), end);
  };

const prefix = atEnd((text, end) => text.startsWith(end));
const suffix = atEnd((text, end) => text.endsWith(end));

/** What is not there is nothing else either: a leaf there must be. */
function anythingBut(value: unknown, place: Place): ValueTest {
  const refused = isRecord(value) ? refusedByOperator(value, place) : refusedValues(value, place);
  return (leaf) => !refused.some((test) => test(leaf));
}

function refusedValues(value: unknown, place: Place): ValueTest[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const kinds = new Set(values.map((it) => typeof it));
  if (values.length === 0 || kinds.size > 1 || !(kinds.has("string") || kinds.has("number")))
    return wrong(place, "must be a text or a number, or a list of the one or of the other", []);
  return values.map((it) => (leaf) => leaf === it);
}

const refusable: ReadonlyMap<string, (value: unknown, place: Place) => TextTest> = new Map([
  ["prefix", prefix],
  ["suffix", suffix],
  ["equals-ignore-case", ignoringCase],
  ["wildcard", readWildcard],
]);

function refusedByOperator(value: Readonly<Record<string, unknown>>, place: Place): ValueTest[] {
  const [name = "", ...others] = Object.keys(value);
  const read = refusable.get(name);
  if (read === undefined || others.length > 0)
    return wrong(place, `must have exactly one of ${[...refusable.keys()].join(", ")}`, []);
  const given = value[name];
  const texts: readonly unknown[] = Array.isArray(given) ? given : [given];
  const at = { ...place, path: `${place.path}.${name}` };
  if (texts.length === 0) return wrong(at, "must not be an empty list", []);
  return texts.map((it) =>
    it === "" && name.endsWith("fix")
      ? wrong(at, "must not be empty: nothing would be left", never)
      : ofText(read(it, at)),
  );
}

const exists = (value: unknown, place: Place): ValueTest | "absent" => {
  if (typeof value !== "boolean") return wrong(place, "must be true or false", never);
  return value ? () => true : "absent";
};

const exactly = (value: unknown, place: Place): ValueTest => {
  const wanted = readText(value, place);
  return (leaf) => leaf === wanted;
};

const numeric = (value: unknown, place: Place): ValueTest => {
  const holds = readRange(value, place);
  return (leaf) => typeof leaf === "number" && holds(leaf);
};

/** By name, as EventBridge has them. */
export const operators: ReadonlyMap<string, Read> = new Map<string, Read>([
  ["exactly", exactly],
  ["prefix", (value, place) => ofText(prefix(value, place))],
  ["suffix", (value, place) => ofText(suffix(value, place))],
  ["equals-ignore-case", (value, place) => ofText(ignoringCase(value, place))],
  ["wildcard", (value, place) => ofText(readWildcard(value, place))],
  ["anything-but", anythingBut],
  ["numeric", numeric],
  ["cidr", (value, place) => ofText(readBlock(value, place))],
  ["exists", exists],
]);
