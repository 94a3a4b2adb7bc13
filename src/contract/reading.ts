// One walk through a value from outside: where it stands, and what it has found wrong.
import { echo, printable } from "./echo.ts";
import { mismatch } from "./mismatch.ts";
import type { Shape } from "./shape.ts";
import { type Violation, validationMessage } from "./violation.ts";

/** From a value to one within it: a member's name, an index, or a map's key. */
export type Step = string | number | readonly [key: string];

export interface Reading {
  readonly path: Step[];
  /** The first of them. */
  readonly violations: Violation[];
  /** How many there are. */
  total: number;
  /** The first value of a wrong JSON type. */
  malformed: string | undefined;
}

export interface Refusal {
  /** SerializationException where a value has the wrong JSON type; it hides broken constraints, as it does at AWS. */
  readonly error: "SerializationException" | "ValidationException";
  readonly message: string;
  /** The first fifty; empty for a SerializationException. */
  readonly violations: readonly Violation[];
}

/** So many violations are written out: an error stays readable, and small. */
const writtenOut = 50;
/** In code units. Keys come from outside. */
const longestKey = 128;

const stepText = (step: Step): string => {
  if (typeof step === "number") return `${step + 1}.member`;
  if (typeof step !== "string") return `${printable(step[0].slice(0, longestKey))}.member`;
  return step.charAt(0).toLowerCase() + step.slice(1);
};

const pathText = (path: readonly Step[]): string => path.map(stepText).join(".");

export const startReading = (): Reading => ({ path: [], violations: [], total: 0, malformed: undefined });

/** Notes that a value has the wrong JSON type. */
export const refuse = (reading: Reading, shape: Shape, wire: unknown): undefined => {
  if (reading.malformed !== undefined) return;
  const path = pathText(reading.path);
  const text = mismatch(shape, wire);
  reading.malformed = path === "" ? text : `${text} (at '${path}')`;
};

/** Notes that a value breaks a constraint. */
export const violate = (reading: Reading, shape: Shape, wire: unknown, constraint: string): void => {
  reading.total += 1;
  if (reading.total > writtenOut) return;
  reading.violations.push({ path: pathText(reading.path), value: echo(shape, wire), constraint });
};

/** `undefined` where nothing was wrong. */
export const refusalOf = ({ malformed, violations, total }: Reading): Refusal | undefined => {
  if (malformed !== undefined) return { error: "SerializationException", message: malformed, violations: [] };
  if (total === 0) return undefined;
  return { error: "ValidationException", message: validationMessage(violations, total), violations };
};
