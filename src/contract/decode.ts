// From the wire to the program: a JSON value becomes a typed one, or every broken constraint is told at once.
import {
  type Reading,
  type Refusal,
  type Step,
  refusalOf,
  refuse,
  startReading,
  violate,
} from "./reading.ts";
import type {
  Infer,
  IntegerShape,
  ListShape,
  MapShape,
  Member,
  Members,
  Shape,
  StringShape,
  StructureShape,
  TimestampShape,
  UnionShape,
} from "./shape.ts";
import {
  brokenByNumber,
  brokenBySize,
  brokenByText,
  constraintsOf,
  exactlyOne,
  isSound,
  notNull,
  soundText,
} from "./violation.ts";

export type { Refusal } from "./reading.ts";
export type Decoded<Value> = { readonly value: Value } | { readonly refused: Refusal };

/** In seconds: the years 1 to 9999, which every database and calendar can carry. */
const times = { min: -62_135_596_800, max: 253_402_300_799 };
const int32 = { min: -(2 ** 31), max: 2 ** 31 - 1 };

const within = (reading: Reading, step: Step, shape: Shape, wire: unknown): unknown => {
  reading.path.push(step);
  const value = read(reading, shape, wire);
  reading.path.pop();
  return value;
};

const isObject = (wire: unknown): wire is Readonly<Record<string, unknown>> =>
  typeof wire === "object" && wire !== null && !Array.isArray(wire);

type PlainShape = StringShape | IntegerShape;

const isPlain = (shape: Shape): shape is PlainShape => shape.type === "string" || shape.type === "integer";

const unsound = [soundText] as const;

/** Beyond 32 bits a number is too large or too small where the shape has a bound, else it is no integer. */
const brokenByInteger = (shape: IntegerShape, wire: number): readonly string[] | undefined => {
  const broken = brokenByNumber(shape, wire);
  return broken.length > 0 || brokenByNumber(int32, wire).length === 0 ? broken : undefined;
};

/** The constraints that the value breaks; `undefined` where it has the wrong type. */
const brokenBy = (shape: PlainShape, wire: unknown): readonly string[] | undefined => {
  if (shape.type === "integer")
    return typeof wire === "number" && Number.isInteger(wire) ? brokenByInteger(shape, wire) : undefined;
  if (typeof wire !== "string") return undefined;
  return isSound(wire) ? brokenByText(shape, wire) : unsound;
};

const readPlain = (reading: Reading, shape: PlainShape, wire: unknown): unknown => {
  const broken = brokenBy(shape, wire);
  if (broken === undefined) return refuse(reading, shape, wire);
  for (const constraint of broken) violate(reading, shape, wire, constraint);
  return wire;
};

interface Plenty {
  readonly shape: ListShape | MapShape;
  readonly wire: unknown;
  readonly member: PlainShape;
  readonly values: readonly unknown[];
  readonly steps?: readonly string[];
  readonly says: "Member" | "Map keys" | "Map value";
}

/** Plain values in a list or map: AWS reports them once, at the list or map, with all that is asked of each. */
const readPlenty = (reading: Reading, { shape, wire, member, values, steps, says }: Plenty): void => {
  const broken = new Set<string>();
  for (const [index, value] of values.entries()) {
    const found = brokenBy(member, value);
    const key = steps?.[index];
    if (found === undefined) within(reading, key === undefined ? index : [key], member, value);
    else if (found.length > 0) broken.add((found === unsound ? unsound : constraintsOf(member)).join(", "));
  }
  for (const constraints of broken)
    violate(reading, shape, wire, `${says} must satisfy constraint: [${constraints}]`);
};

const readTimestamp = (reading: Reading, shape: TimestampShape, wire: unknown): unknown => {
  if (typeof wire !== "number") return refuse(reading, shape, wire);
  for (const broken of brokenByNumber(times, wire)) violate(reading, shape, wire, broken);
  return new Date(Math.round(wire * 1000));
};

const readList = (reading: Reading, shape: ListShape, wire: unknown): unknown => {
  if (!Array.isArray(wire)) return refuse(reading, shape, wire);
  const values: readonly unknown[] = wire;
  for (const broken of brokenBySize(shape, values.length)) violate(reading, shape, wire, broken);
  const { member } = shape;
  if (!isPlain(member)) return values.map((value, index) => within(reading, index, member, value));
  readPlenty(reading, { shape, wire, member, values, says: "Member" });
  return values;
};

const readMap = (reading: Reading, shape: MapShape, wire: unknown): unknown => {
  if (!isObject(wire)) return refuse(reading, shape, wire);
  const keys = Object.keys(wire);
  const values = Object.values(wire);
  for (const broken of brokenBySize(shape, keys.length)) violate(reading, shape, wire, broken);
  readPlenty(reading, { shape, wire, member: shape.key, values: keys, says: "Map keys" });
  const { value: member } = shape;
  if (isPlain(member)) readPlenty(reading, { shape, wire, member, values, steps: keys, says: "Map value" });
  // Without a prototype a key such as `__proto__` is a key like any other.
  const map = Object.create(null) as Record<string, unknown>;
  for (const [index, key] of keys.entries())
    map[key] = isPlain(member) ? values[index] : within(reading, [key], member, values[index]);
  return map;
};

type Given = Readonly<Record<string, unknown>>;

/** `undefined` where the member is absent, which null also means. */
const given = (wire: Given, name: string): unknown =>
  Object.hasOwn(wire, name) ? (wire[name] ?? undefined) : undefined;

const missing = (reading: Reading, name: string, { shape }: Member): void => {
  reading.path.push(name);
  violate(reading, shape, null, notNull);
  reading.path.pop();
};

const readMembers = (reading: Reading, members: Members, wire: Given): Given => {
  const structure: Record<string, unknown> = {};
  // Every request comes through here, and `for in` is half again as fast as Object.entries.
  for (const name in members) {
    const member = members[name];
    const value = given(wire, name);
    if (member === undefined) continue;
    if (value !== undefined) structure[name] = within(reading, name, member.shape, value);
    else if (member.required) missing(reading, name, member);
  }
  return structure;
};

const readStructure = (reading: Reading, shape: StructureShape, wire: unknown): unknown =>
  isObject(wire) ? readMembers(reading, shape.members, wire) : refuse(reading, shape, wire);

const readUnion = (reading: Reading, shape: UnionShape, wire: unknown): unknown => {
  if (!isObject(wire)) return refuse(reading, shape, wire);
  const value = readMembers(reading, shape.members, wire);
  if (Object.keys(value).length !== 1) violate(reading, shape, wire, exactlyOne(Object.keys(shape.members)));
  return value;
};

const read = (reading: Reading, shape: Shape, wire: unknown): unknown => {
  switch (shape.type) {
    case "string":
    case "integer":
      return readPlain(reading, shape, wire);
    case "boolean":
      return typeof wire === "boolean" ? wire : refuse(reading, shape, wire);
    case "timestamp":
      return readTimestamp(reading, shape, wire);
    case "list":
      return readList(reading, shape, wire);
    case "map":
      return readMap(reading, shape, wire);
    case "structure":
      return readStructure(reading, shape, wire);
    default:
      return readUnion(reading, shape, wire);
  }
};

/**
 * A null member is an absent one, unknown members are dropped; nulls in lists and maps and values of a wrong JSON type
 * are refused. Timestamps are epoch seconds and become Dates, rounded to milliseconds. Maps have no prototype.
 * @param wire a value as JSON.parse gives it; members from the path or the query stand beside those of the body
 */
export const decode = <S extends Shape>(shape: S, wire: unknown): Decoded<Infer<S>> => {
  const reading = startReading();
  const value = read(reading, shape, wire);
  const refused = refusalOf(reading);
  return refused === undefined ? { value: value as Infer<S> } : { refused };
};
