// For every constraint of an operation's input one request that breaks it and nothing else, with the error that is due.
import type { Operation } from "../../src/contract/operation.ts";
import type {
  IntegerShape,
  ListShape,
  MapShape,
  Member,
  Members,
  Shape,
  StringShape,
  UnionShape,
} from "../../src/contract/shape.ts";
import { everythingAsked, shown, words } from "./aws-words.ts";
import { type Wire, fullInput, keysOf, mapOf, textOf, valueOf } from "./sample-values.ts";

export interface BrokenRequest {
  /** `too long at 'title'` */
  readonly name: string;
  /** The whole input; members of the path and the query among the others. */
  readonly input: { readonly [name: string]: Wire };
  readonly error: "SerializationException" | "ValidationException";
  readonly message: string;
}

/** A value that is refused, and what is said of it. */
interface Broken {
  readonly what: string;
  readonly path: string;
  readonly value: Wire | undefined;
  /** Either: constraints which one value breaks, as AWS words them … */
  readonly constraints?: readonly string[];
  readonly shown?: string;
  /** … or a wrong type. */
  readonly malformed?: string;
}

const codePoints = (text: string): number => [...text].length;

/** A text breaks the pattern and the length at once where the pattern fixes the length. */
const brokenByText = (shape: StringShape, text: string): readonly string[] => [
  ...(shape.enum === undefined || shape.enum.includes(text) ? [] : [words.oneOf(shape.enum)]),
  ...(shape.pattern === undefined || shape.pattern.test(text) ? [] : [words.like(shape.patternText)]),
  ...(shape.max !== undefined && codePoints(text) > shape.max ? [words.longest(shape.max)] : []),
  ...(shape.min !== undefined && codePoints(text) < shape.min ? [words.shortest(shape.min)] : []),
];

const brokenTexts = (shape: StringShape): readonly { what: string; value: string }[] => {
  const { min, max, pattern } = shape;
  if (shape.enum !== undefined) return [{ what: "not in the set", value: "NO_SUCH_WORD" }];
  const offending = ["§", " "].map((it) => it.repeat(Math.max(min ?? 0, 1)));
  const unlike = pattern && offending.find((it) => !pattern.test(it));
  return [
    ...(max === undefined ? [] : [{ what: "too long", value: textOf(shape, max + 1) }]),
    ...(min === undefined ? [] : [{ what: "too short", value: textOf(shape, min).slice(0, min - 1) }]),
    ...(unlike === undefined ? [] : [{ what: "unlike the pattern", value: unlike }]),
  ];
};

const ofString = (shape: StringShape, path: string): readonly Broken[] => [
  ...brokenTexts(shape).map(({ what, value }) => ({
    what,
    path,
    value,
    constraints: brokenByText(shape, value),
  })),
  { what: "with U+0000", path, value: "a\0b", constraints: [words.sound] },
  { what: "a number", path, value: 1, malformed: "NUMBER_VALUE can not be converted to a String" },
  { what: "a list", path, value: [], malformed: "Start of list found where not expected" },
];

const outOfRange = ({ min, max }: IntegerShape, path: string): readonly Broken[] => [
  ...(max === undefined
    ? []
    : [{ what: "too large", path, value: max + 1, constraints: [words.largest(max)] }]),
  ...(min === undefined
    ? []
    : [{ what: "too small", path, value: min - 1, constraints: [words.smallest(min)] }]),
];

const noInteger = "can not be converted to an Integer";

const ofInteger = (shape: IntegerShape, path: string): readonly Broken[] => [
  ...outOfRange(shape, path),
  { what: "a text", path, value: "3", malformed: `STRING_VALUE ${noInteger}` },
  { what: "a fraction", path, value: 1.5, malformed: `NUMBER_VALUE ${noInteger}` },
  ...(shape.max === undefined
    ? [{ what: "beyond 32 bits", path, value: 2 ** 31, malformed: `NUMBER_VALUE ${noInteger}` }]
    : []),
];

const ofTimestamp = (path: string): readonly Broken[] => [
  { what: "too late", path, value: 1e12, constraints: [words.largest(253_402_300_799)] },
  { what: "too early", path, value: -1e12, constraints: [words.smallest(-62_135_596_800)] },
  {
    what: "a text",
    path,
    value: "2026-01-01T00:00:00Z",
    malformed: "STRING_VALUE can not be converted to milliseconds since epoch",
  },
];

interface Within {
  readonly container: ListShape | MapShape;
  readonly path: string;
  readonly says: "Member" | "Map keys" | "Map value";
  /** The list or map with the value in it. */
  readonly put: (value: Wire) => Wire;
}

/** A plain value is reported at the list or map that holds it. */
const atContainer = (member: StringShape | IntegerShape, broken: Broken, within: Within): Broken => {
  const value = within.put(broken.value ?? null);
  const asked = broken.constraints?.includes(words.sound) === true ? words.sound : everythingAsked(member);
  return {
    what: `${broken.what}, in ${within.says}`,
    path: within.path,
    value,
    shown: shown(within.container, value),
    constraints: [`${within.says} must satisfy constraint: [${asked}]`],
  };
};

const ofMember = (member: Shape, path: string, within: Within): readonly Broken[] =>
  brokenValues(member, path).map((broken) =>
    broken.constraints !== undefined && (member.type === "string" || member.type === "integer")
      ? atContainer(member, broken, within)
      : Object.assign({}, shownNow(member, broken), { value: within.put(broken.value ?? null) }),
  );

/** Keeps how the value itself is shown before it is put into what holds it. */
const shownNow = (shape: Shape, broken: Broken): Broken => ({
  ...broken,
  shown: broken.shown ?? (broken.value === undefined ? "null " : shown(shape, broken.value)),
});

const ofSize = (
  shape: ListShape | MapShape,
  path: string,
  of: (count: number) => Wire,
): readonly Broken[] => {
  const { min, max } = shape;
  const emptyAllowed = shape.type === "map" && shape.emptyAllowed === true;
  return [
    ...(max === undefined
      ? []
      : [{ what: "too many", path, value: of(max + 1), constraints: [words.longest(max)] }]),
    ...(min === undefined || emptyAllowed
      ? []
      : [{ what: "too few", path, value: of(min - 1), constraints: [words.shortest(min)] }]),
  ];
};

const ofList = (shape: ListShape, path: string): readonly Broken[] => {
  const member = valueOf(shape.member, "all");
  const at = `${path}.1.member`;
  return [
    ...ofSize(shape, path, (count) => Array.from({ length: count }, () => member)),
    ...ofMember(shape.member, at, { container: shape, path, says: "Member", put: (it) => [it] }),
    { what: "null", path: at, value: [null], malformed: "Unexpected value type in payload" },
    { what: "a text", path, value: "x", malformed: "Expected list or null" },
    { what: "a map", path, value: {}, malformed: "Start of structure or map found where not expected." },
  ];
};

const ofMap = (shape: MapShape, path: string): readonly Broken[] => {
  const [key = ""] = keysOf(shape.key, 1);
  const value = valueOf(shape.value, "all");
  const at = `${path}.${key}.member`;
  const keys = ofString(shape.key, path).filter((it) => it.constraints !== undefined);
  return [
    ...ofSize(shape, path, (count) => mapOf(keysOf(shape.key, count), value)),
    ...keys.map((it) =>
      atContainer(shape.key, it, {
        container: shape,
        path,
        says: "Map keys",
        put: (key) => (typeof key === "string" ? { [key]: value } : {}),
      }),
    ),
    ...ofMember(shape.value, at, { container: shape, path, says: "Map value", put: (it) => ({ [key]: it }) }),
    { what: "null", path: at, value: { [key]: null }, malformed: "Unexpected value type in payload" },
    { what: "a text", path, value: "x", malformed: "Expected map or null" },
    { what: "a list", path, value: [], malformed: "Start of list found where not expected" },
  ];
};

const step = (path: string, name: string): string =>
  `${path === "" ? "" : `${path}.`}${name.charAt(0).toLowerCase()}${name.slice(1)}`;

const ofOneMember = (member: Member, path: string): readonly Broken[] => {
  const missing = { what: "missing", path, value: undefined, shown: "null ", constraints: [words.notNull] };
  const broken = brokenValues(member.shape, path).map((it) => shownNow(member.shape, it));
  // The path of a request cannot lack its label, and text is all that the path and the query carry.
  if (member.location === "label") return [];
  if (member.location === "query")
    return [missing, ...broken.filter((it) => it.malformed === undefined && it.what !== "too few")];
  return member.required ? [missing, ...broken] : broken;
};

type WireObject = { readonly [name: string]: Wire };

const without = (value: WireObject, name: string): WireObject =>
  Object.fromEntries(Object.entries(value).filter(([it]) => it !== name));

const ofMembers = (
  members: Members,
  path: string,
  rest: WireObject,
): readonly (Broken & { readonly value: WireObject })[] =>
  Object.entries(members).flatMap(([name, member]) =>
    ofOneMember(member, step(path, name)).map((broken) => {
      const value = broken.value === undefined ? without(rest, name) : { ...rest, [name]: broken.value };
      return Object.assign({}, broken, { value });
    }),
  );

const ofUnion = (shape: UnionShape, path: string): readonly Broken[] => {
  const constraints = [words.exactlyOne(Object.keys(shape.members))];
  const all = Object.fromEntries(
    Object.entries(shape.members).map(([name, member]) => [name, valueOf(member.shape, "all")]),
  );
  return [
    ...ofMembers(shape.members, path, {}),
    { what: "none of the members", path, value: {}, constraints },
    ...(Object.keys(all).length > 1 ? [{ what: "more than one member", path, value: all, constraints }] : []),
    { what: "a text", path, value: "x", malformed: "Expected null" },
  ];
};

const brokenValues = (shape: Shape, path: string): readonly Broken[] => {
  if (shape.type === "string") return ofString(shape, path);
  if (shape.type === "integer") return ofInteger(shape, path);
  if (shape.type === "timestamp") return ofTimestamp(path);
  if (shape.type === "boolean")
    return [
      { what: "a text", path, value: "true", malformed: "STRING_VALUE can not be converted to a Boolean" },
    ];
  if (shape.type === "list") return ofList(shape, path);
  if (shape.type === "map") return ofMap(shape, path);
  if (shape.type === "union") return ofUnion(shape, path);
  const full = valueOf(shape, "all") as WireObject;
  return [
    ...ofMembers(shape.members, path, full),
    { what: "a text", path, value: "x", malformed: "Expected null" },
    { what: "a list", path, value: [], malformed: "Start of list found where not expected" },
  ];
};

const said = ({ path, constraints = [], shown = "", malformed }: Broken): string => {
  if (malformed !== undefined) return `${malformed} (at '${path}')`;
  const errors = constraints.length === 1 ? "1 validation error" : `${constraints.length} validation errors`;
  const sentences = constraints.map((it) => `Value ${shown}at '${path}' failed to satisfy constraint: ${it}`);
  return `${errors} detected: ${sentences.join("; ")}`;
};

/** Without what HTTP cannot carry: a missing label, another type than text in the query. */
export const brokenRequests = (operation: Operation): readonly BrokenRequest[] =>
  ofMembers(operation.input.members, "", fullInput(operation)).map((broken) => ({
    name: `${broken.what} at '${broken.path}'`,
    input: broken.value,
    error: broken.malformed === undefined ? "ValidationException" : "SerializationException",
    message: said(broken),
  }));
