// What AWS says of broken constraints, written down once more, apart from the decoder that is tested by it.
import type { IntegerShape, Members, Shape, StringShape } from "../../src/contract/shape.ts";
import type { Wire } from "./sample-values.ts";

export const words = {
  notNull: "Member must not be null",
  sound: "Member must be well-formed Unicode without U+0000",
  longest: (max: number) => `Member must have length less than or equal to ${max}`,
  shortest: (min: number) => `Member must have length greater than or equal to ${min}`,
  largest: (max: number) => `Member must have value less than or equal to ${max}`,
  smallest: (min: number) => `Member must have value greater than or equal to ${min}`,
  oneOf: (values: readonly string[]) => `Member must satisfy enum value set: [${values.join(", ")}]`,
  like: (pattern = "") => `Member must satisfy regular expression pattern: ${pattern}`,
  exactlyOne: (names: readonly string[]) =>
    `Member must have exactly one of these set: [${names.join(", ")}]`,
};

/** What AWS lists in brackets when a plain value within a list or map breaks any of it. */
export const everythingAsked = (shape: StringShape | IntegerShape): string =>
  [
    ...(shape.max === undefined
      ? []
      : [shape.type === "string" ? words.longest(shape.max) : words.largest(shape.max)]),
    ...(shape.min === undefined
      ? []
      : [shape.type === "string" ? words.shortest(shape.min) : words.smallest(shape.min)]),
    ...(shape.type === "string" && shape.pattern ? [words.like(shape.patternText)] : []),
    ...(shape.type === "string" && shape.enum ? [words.oneOf(shape.enum)] : []),
    words.notNull,
  ].join(", ");

const longestShown = 200;

/** A value as messages show it, written out in full and then cut. */
export const shown = (shape: Shape, value: Wire): string => {
  if (shape.type === "string" && shape.sensitive === true) return "";
  const whole = inFull(shape, value).replaceAll("\0", "\uFFFD");
  return `'${whole.length > longestShown ? `${whole.slice(0, longestShown)}…` : whole}' `;
};

const memberOf = (shape: Shape, name: string): Shape => {
  if (shape.type === "map") return shape.value;
  const members: Members = shape.type === "structure" || shape.type === "union" ? shape.members : {};
  return members[name]?.shape ?? shape;
};

const inFull = (shape: Shape, value: Wire): string => {
  if (shape.type === "string" && shape.sensitive === true) return "***";
  if (shape.type === "list" && Array.isArray(value))
    return `[${value.map((it: Wire) => inFull(shape.member, it)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([name, it]: [string, Wire]) => `${name}=${inFull(memberOf(shape, name), it)}`)
    .join(", ")}}`;
};
