// `{"numeric": [">", 0, "<=", 5]}`: which numbers are meant.
import { type Place, wrong } from "./place.ts";

type NumberTest = (value: number) => boolean;

const comparisons: ReadonlyMap<unknown, (bound: number) => NumberTest> = new Map([
  [
    "=",
    (bound: number): NumberTest =>
      (value) =>
        value === bound,
  ],
  [
    "<",
    (bound: number): NumberTest =>
      (value) =>
        value < bound,
  ],
  [
    "<=",
    (bound: number): NumberTest =>
      (value) =>
        value <= bound,
  ],
  [
    ">",
    (bound: number): NumberTest =>
      (value) =>
        value > bound,
  ],
  [
    ">=",
    (bound: number): NumberTest =>
      (value) =>
        value >= bound,
  ],
]);

/** One comparison; or a lower bound and then a greater upper one. */
export function readRange(value: unknown, place: Place): NumberTest {
  const never: NumberTest = () => false;
  if (!Array.isArray(value) || (value.length !== 2 && value.length !== 4))
    return wrong(place, "must be a list of a comparison and a number, or of two of each", never);
  const [low, bottom, high, top] = value as unknown[];
  const lower = comparison(low, bottom);
  if (lower === undefined)
    return wrong(place, "must have one of =, <, <=, > and >=, and then a number", never);
  if (value.length === 2) return lower;
  const upper = comparison(high, top);
  if (
    upper === undefined ||
    !isIn(low, [">", ">="]) ||
    !isIn(high, ["<", "<="]) ||
    Number(bottom) >= Number(top)
  )
    return wrong(place, "must have > or >= a number, and then < or <= a greater one", never);
  return (it) => lower(it) && upper(it);
}

const comparison = (name: unknown, bound: unknown): NumberTest | undefined =>
  typeof bound === "number" ? comparisons.get(name)?.(bound) : undefined;

const isIn = (name: unknown, names: readonly unknown[]): boolean => names.includes(name);
