// What may be put into a statement: only what both engines keep in the same way.
import type { Sql } from "sql-template-tag";

/** @throws {TypeError} for what only one engine would take, such as `true`, `undefined`, 1.5 or a date */
export const boundValues = (query: Sql): (string | number | null)[] => query.values.map(portable);

const portable = (value: unknown): string | number | null => {
  if (value === null) return value;
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  // PostgreSQL cannot keep U+0000 in text. Whoever reads what people send refuses it long before.
  if (typeof value === "string" && !value.includes("\0")) return value;
  throw new TypeError(`only text without U+0000, whole numbers and null can be kept, not ${shown(value)}`);
};

const shown = (value: unknown): string =>
  typeof value === "string" ? "text with U+0000" : typeof value === "number" ? String(value) : typeof value;
