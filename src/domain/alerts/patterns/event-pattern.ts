// Event patterns as Amazon EventBridge has them: which events are meant. Nothing in a pattern or an event makes it slow.
import { isRecord } from "./json.ts";
import { deepestList, leavesOf } from "./leaves.ts";
import { type Place, wrong } from "./place.ts";
import { type ValueTest, operators, readValueTest } from "./value-test.ts";

/** As it is written: JSON whose keys are the event's, and whose lists say which values are meant. */
export type Pattern = Readonly<Record<string, unknown>>;

/** Ready to be matched against any number of events. */
export type Matcher = (event: unknown) => boolean;

export type PatternReading = { readonly matches: Matcher } | { readonly mistakes: readonly string[] };

/** Characters of its JSON: twice what EventBridge takes. */
const longest = 8192;
const deepest = 20;

/** Reads a pattern once; or names everything that is wrong with it, each with its place. */
export function readPattern(pattern: unknown): PatternReading {
  const size = JSON.stringify(pattern)?.length ?? 0;
  if (size > longest)
    return { mistakes: [`a pattern has at most ${longest} characters, and this one has ${size}`] };
  const place: Place = { path: "", mistakes: [] };
  const tree = readBranch(pattern, { place, depth: 0 });
  return place.mistakes.length > 0 ? { mistakes: place.mistakes } : { matches: tree.matches };
}

/** A part of a pattern, to be held against the part of an event at the same place; `undefined` is what is not there. */
interface Part {
  readonly matches: Matcher;
  /** Asks for nothing but that something be absent. */
  readonly absence: boolean;
}

const never: Part = { matches: () => false, absence: false };

interface Reading {
  readonly place: Place;
  readonly depth: number;
}

function readBranch(pattern: unknown, { place, depth }: Reading): Part {
  if (!isRecord(pattern)) return wrong(place, "must be an object", never);
  if (Object.keys(pattern).length === 0) return wrong(place, "must not be empty", never);
  if (depth > deepest) return wrong(place, `must not be deeper than ${deepest} objects`, never);
  return branch(
    Object.entries(pattern).map(([key, value]) => {
      const at = {
        place: { ...place, path: place.path === "" ? key : `${place.path}.${key}` },
        depth: depth + 1,
      };
      if (key === "$or" && isAlternatives(value)) return readAlternatives(value, at);
      return field(key, Array.isArray(value) ? readValues(value, at.place) : readBranch(value, at));
    }),
  );
}

/**
 * All parts must hold within one object: where the event has a list, within one of its elements (README of Event Ruler,
 * "JSON Array Matching"). Where only absence is asked for, none of them may have it.
 */
function branch(parts: readonly Part[]): Part {
  const absence = parts.every((part) => part.absence);
  const one: Matcher = (node) => parts.every((part) => part.matches(node));
  const matches: Matcher = (node) => {
    if (!Array.isArray(node)) return one(node);
    const elements: readonly unknown[] = node.flat(deepestList);
    return absence ? elements.every(one) : elements.some(one);
  };
  return { matches, absence };
}

const field = (key: string, { matches, absence }: Part): Part => ({
  matches: (node) => matches(isRecord(node) && Object.hasOwn(node, key) ? node[key] : undefined),
  absence,
});

/**
 * `$or` is an operator when it lists two objects or more, none with a key that is an operator's; else it is a field like
 * any other (README of Event Ruler).
 */
const isAlternatives = (value: unknown): value is readonly Pattern[] =>
  Array.isArray(value) &&
  value.length >= 2 &&
  value.every((it) => isRecord(it) && Object.keys(it).every((key) => !operators.has(key)));

function readAlternatives(alternatives: readonly Pattern[], { place, depth }: Reading): Part {
  const parts = alternatives.map((it, index) =>
    readBranch(it, { place: { ...place, path: `${place.path}[${index}]` }, depth }),
  );
  return {
    matches: (node) => parts.some((part) => part.matches(node)),
    absence: parts.every((part) => part.absence),
  };
}

/** The field matches when any of its values in the event is any of those that the pattern lists. */
function readValues(values: readonly unknown[], place: Place): Part {
  if (values.length === 0) return wrong(place, "must not be an empty list", never);
  const tests = values.map((value, index) =>
    readValueTest(value, { ...place, path: `${place.path}[${index}]` }),
  );
  const present = tests.filter((test): test is ValueTest => test !== "absent");
  const absent = present.length < tests.length;
  return {
    matches: (node) => {
      const leaves = leavesOf(node);
      return leaves.length === 0 ? absent : leaves.some((leaf) => present.some((test) => test(leaf)));
    },
    absence: present.length === 0,
  };
}
