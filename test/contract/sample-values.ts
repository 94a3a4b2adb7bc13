// Values that a shape accepts, as they travel: the least, everything, and those that just touch a bound.
import type { Operation } from "../../src/contract/operation.ts";
import type { Members, Shape, StringShape } from "../../src/contract/shape.ts";

export type Wire = string | number | boolean | null | readonly Wire[] | { readonly [name: string]: Wire };
type WireObject = { readonly [name: string]: Wire };

/** Beginnings that fit some pattern, and what may follow them without end. */
const stems = [
  ["", "a"],
  ["AWS-", "a"],
  ["", "1"],
  ["arn:aws:ssm-incidents::111122223333:response-plan/p", "a"],
  ["arn:aws:iam::111122223333:role/r", "a"],
  ["arn:aws:sns:us-east-1:111122223333:t", "a"],
  ["abcd2345", ""],
  ["arn:aws:ssm-contacts:us-east-1:111122223333:contact/c", "a"],
  [`related-item/OTHER/${"0".repeat(32)}`, ""],
  ["0a1b2c3d-0000-4000-8000-0123456789ab", ""],
  ["0a1b2c3d4e5-0000-4000-8000-0123456789ab", ""],
] as const;

/** A text of the pattern with so many characters, or the nearest to it that has the pattern. */
export const textOf = (shape: StringShape, length: number): string => {
  const fits = (text: string): boolean => shape.pattern?.test(text) ?? true;
  for (const [stem, filler] of stems) {
    const text = stem + filler.repeat(Math.max(0, length - stem.length));
    if (fits(text) && text.length >= length) return text;
  }
  for (const [stem] of stems) if (stem !== "" && fits(stem)) return stem.padEnd(length, "0");
  throw new Error(`no sample fits ${shape.patternText}`);
};

const wordOf = (shape: StringShape): string => shape.enum?.[0] ?? textOf(shape, Math.max(shape.min ?? 0, 1));

const times = (count: number, value: Wire): readonly Wire[] => Array.from({ length: count }, () => value);

/** So many different keys. */
export const keysOf = (shape: StringShape, count: number): readonly string[] =>
  shape.enum?.slice(0, count) ??
  Array.from({ length: count }, (_, index) => `${wordOf(shape)}${index === 0 ? "" : index}`);

export const mapOf = (keys: readonly string[], value: Wire): WireObject =>
  Object.fromEntries(keys.map((key) => [key, value]));

const membersOf = (members: Members, which: "required" | "all"): WireObject =>
  Object.fromEntries(
    Object.entries(members)
      .filter(([, member]) => which === "all" || member.required)
      .map(([name, member]) => [name, valueOf(member.shape, which)]),
  );

/** A whole second, so that it is the same in every unit. */
const someTime = 1_767_225_600;

/** Of a union the first member; of a list or map as few as allowed, at least one where everything is asked for. */
export const valueOf = (shape: Shape, which: "required" | "all"): Wire => {
  if (shape.type === "string") return wordOf(shape);
  if (shape.type === "integer") return shape.min ?? 1;
  if (shape.type === "boolean") return true;
  if (shape.type === "timestamp") return someTime;
  if (shape.type === "structure") return membersOf(shape.members, which);
  if (shape.type === "union") {
    const [name = "", member] = Object.entries(shape.members)[0] ?? [];
    return member === undefined ? {} : { [name]: valueOf(member.shape, which) };
  }
  const count = Math.max(shape.min ?? 0, which === "all" ? 1 : 0);
  if (shape.type === "list") return times(count, valueOf(shape.member, which));
  return mapOf(keysOf(shape.key, count), valueOf(shape.value, which));
};

/** Only what is required. */
export const minimalInput = (operation: Operation): WireObject =>
  membersOf(operation.input.members, "required");

/** Every member, down to the last. */
export const fullInput = (operation: Operation): WireObject => membersOf(operation.input.members, "all");

const edgesOfText = (shape: StringShape): readonly string[] => {
  if (shape.enum !== undefined) return shape.enum;
  const lengths = [shape.min, shape.max].filter((it) => it !== undefined);
  const edges = lengths.map((length) => textOf(shape, length));
  // Without a pattern every character may come, and those beyond 16 bits count once.
  const wide = shape.pattern === undefined && shape.max !== undefined ? ["😀".repeat(shape.max)] : [];
  // Where the pattern fixes the length, it leaves no text at the bound.
  return edges.filter((text) => shape.pattern?.test(text) ?? true).concat(wide);
};

const edgesOfMembers = (members: Members, rest: WireObject): readonly Wire[] =>
  Object.entries(members).flatMap(([name, { shape }]) =>
    edgesOf(shape).map((it) => Object.assign({}, rest, { [name]: it })),
  );

/** Values that are only just accepted: the longest, the shortest, the last of a range, every word, every member of a union. */
export const edgesOf = (shape: Shape): readonly Wire[] => {
  if (shape.type === "string") return edgesOfText(shape);
  if (shape.type === "integer") return [shape.min ?? -(2 ** 31), shape.max ?? 2 ** 31 - 1];
  if (shape.type === "boolean") return [true, false];
  if (shape.type === "timestamp") return [-62_135_596_800, 0, someTime + 0.123, 253_402_300_799];
  if (shape.type === "structure")
    return [valueOf(shape, "required"), ...edgesOfMembers(shape.members, membersOf(shape.members, "all"))];
  if (shape.type === "union") return edgesOfMembers(shape.members, {});
  const counts = [shape.min ?? 0, shape.max].filter((it) => it !== undefined);
  if (shape.type === "list")
    return [
      ...counts.map((count) => times(count, valueOf(shape.member, "all"))),
      ...edgesOf(shape.member).map((it) => times(Math.max(shape.min ?? 0, 1), it)),
    ];
  const value = valueOf(shape.value, "all");
  const keys = keysOf(shape.key, Math.max(shape.min ?? 0, 1));
  return [
    ...(shape.emptyAllowed === true ? [{}] : []),
    ...counts.map((count) => mapOf(keysOf(shape.key, count), value)),
    ...edgesOfText(shape.key).map((key) => ({ [key]: value })),
    ...edgesOf(shape.value).map((it) => mapOf(keys, it)),
  ];
};
