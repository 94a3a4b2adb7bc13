// Broken constraints, in the words in which AWS reports them.
import type { IntegerShape, ListShape, MapShape, Shape, StringShape } from "./shape.ts";

/** One value that breaks one constraint. */
export interface Violation {
  /** `actions.1.member.ssmAutomation.roleArn`: list members count from 1, names begin with a small letter. */
  readonly path: string;
  /** As it stands in the message: `null`, or the value's beginning in quotes; `undefined` where it is secret. */
  readonly value: string | undefined;
  /** `Member must not be null` */
  readonly constraint: string;
}

const sentence = ({ path, value, constraint }: Violation): string =>
  `Value ${value === undefined ? "" : `${value} `}at '${path}' failed to satisfy constraint: ${constraint}`;

/** @param total counts those too that are not in the list */
export const validationMessage = (violations: readonly Violation[], total = violations.length): string => {
  const more = total > violations.length ? [`and ${total - violations.length} more`] : [];
  return `${total} validation ${total === 1 ? "error" : "errors"} detected: ${[...violations.map(sentence), ...more].join("; ")}`;
};

export const notNull = "Member must not be null";
/** Ours: what databases and JSON cannot carry. AWS's answer to such text is not known. */
export const soundText = "Member must be well-formed Unicode without U+0000";
/** Ours: AWS's words for this are not known. */
export const exactlyOne = (members: readonly string[]): string =>
  `Member must have exactly one of these set: [${members.join(", ")}]`;

const atLeast = (measure: "length" | "value", min: number): string =>
  `Member must have ${measure} greater than or equal to ${min}`;
const atMost = (measure: "length" | "value", max: number): string =>
  `Member must have ${measure} less than or equal to ${max}`;
const oneOf = (values: readonly string[]): string =>
  `Member must satisfy enum value set: [${values.join(", ")}]`;
const pattern = ({ pattern, patternText }: StringShape): string =>
  `Member must satisfy regular expression pattern: ${patternText ?? pattern?.source ?? ""}`;

/** What a text is worth to Smithy: code points. Counts only where the number of code units leaves it open. */
const longerThan = (text: string, max: number): boolean =>
  text.length > max && (text.length > 2 * max || [...text].length > max);
const shorterThan = (text: string, min: number): boolean =>
  text.length < 2 * min && (text.length < min || [...text].length < min);

export const isSound = (text: string): boolean => text.isWellFormed() && !text.includes("\0");

const none: readonly string[] = [];

/** The constraints of the shape that the text breaks. */
export const brokenByText = (shape: StringShape, text: string): readonly string[] => {
  const { min, max } = shape;
  const inSet = shape.enum === undefined || shape.enum.includes(text);
  const matches = shape.pattern === undefined || shape.pattern.test(text);
  const tooLong = max !== undefined && longerThan(text, max);
  const tooShort = min !== undefined && shorterThan(text, min);
  if (inSet && matches && !tooLong && !tooShort) return none;
  return [
    ...(inSet ? none : [oneOf(shape.enum)]),
    ...(matches ? none : [pattern(shape)]),
    ...(tooLong ? [atMost("length", max)] : none),
    ...(tooShort ? [atLeast("length", min)] : none),
  ];
};

/** The constraints of the shape that the number breaks. */
export const brokenByNumber = (
  { min, max }: Omit<IntegerShape, "type">,
  value: number,
): readonly string[] => {
  if (max !== undefined && value > max) return [atMost("value", max)];
  if (min !== undefined && value < min) return [atLeast("value", min)];
  return none;
};

/** The constraints of the shape that so many members break. */
export const brokenBySize = (shape: ListShape | MapShape, size: number): readonly string[] => {
  const { min, max } = shape;
  if (max !== undefined && size > max) return [atMost("length", max)];
  if (min === undefined || size >= min) return none;
  return size === 0 && shape.type === "map" && shape.emptyAllowed === true ? none : [atLeast("length", min)];
};

/** Everything that the shape asks of a value: AWS lists it all when a plain value within a list or map breaks any of it. */
export const constraintsOf = (shape: Shape): readonly string[] => {
  const { min, max } = shape.type === "string" || shape.type === "integer" ? shape : {};
  const measure = shape.type === "string" ? "length" : "value";
  return [
    ...(max === undefined ? none : [atMost(measure, max)]),
    ...(min === undefined ? none : [atLeast(measure, min)]),
    ...(shape.type === "string" && shape.pattern !== undefined ? [pattern(shape)] : none),
    ...(shape.type === "string" && shape.enum !== undefined ? [oneOf(shape.enum)] : none),
    notNull,
  ];
};
