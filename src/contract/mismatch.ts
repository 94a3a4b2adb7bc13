// Values of the wrong JSON type, in the words in which AWS's deserializer refuses them (observed on several services).
import type { Shape } from "./shape.ts";

const expected = {
  string: "a String",
  integer: "an Integer",
  boolean: "a Boolean",
  timestamp: "milliseconds since epoch",
  list: "Expected list or null",
  map: "Expected map or null",
  structure: "Expected null",
  union: "Expected null",
} as const satisfies Record<Shape["type"], string>;

const scalarName = (wire: unknown): string => {
  if (typeof wire === "string") return "STRING_VALUE";
  if (typeof wire === "number") return "NUMBER_VALUE";
  return wire === true ? "TRUE_VALUE" : "FALSE_VALUE";
};

/** @param wire any JSON value but one that fits the shape */
export const mismatch = ({ type }: Shape, wire: unknown): string => {
  if (wire === null) return "Unexpected value type in payload";
  if (Array.isArray(wire)) return "Start of list found where not expected";
  if (typeof wire === "object") return "Start of structure or map found where not expected.";
  if (type === "list" || type === "map" || type === "structure" || type === "union") return expected[type];
  return `${scalarName(wire)} can not be converted to ${expected[type]}`;
};
