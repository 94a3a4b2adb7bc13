// The filters of list operations, read by key: several are joined by AND, the values within one by OR.
import type { Condition, Filter } from "../contract/incidents/filter.ts";
import type { Violation } from "../contract/violation.ts";

/** What a key can be asked: about a time `after` or `before`; about words or numbers `equals`. */
export type FilterKind = "time" | "word" | "number";

/** Times between both, neither included. Epoch milliseconds. */
export interface Window {
  readonly after?: number;
  readonly before?: number;
}

interface Wanted {
  readonly windows: ReadonlyMap<string, Window>;
  /** A key that is not here may have any value; one with an empty set has none that fits. */
  readonly words: ReadonlyMap<string, ReadonlySet<string>>;
  readonly numbers: ReadonlyMap<string, ReadonlySet<number>>;
  /** What is wrong with the filters; the rest counts only when nothing is. */
  readonly faults: readonly Violation[];
}

/** @param keys what each key of the list can be asked */
export function readFilters(filters: readonly Filter[], keys: Readonly<Record<string, FilterKind>>): Wanted {
  const windows = new Map<string, Window>();
  const words = new Map<string, ReadonlySet<string>>();
  const numbers = new Map<string, ReadonlySet<number>>();
  const faults: Violation[] = [];
  for (const [index, { key, condition }] of filters.entries()) {
    const at = `filters.${index + 1}.member`;
    const kind = Object.hasOwn(keys, key) ? keys[key] : undefined;
    const { stringValues, integerValues } = condition.equals ?? {};
    if (kind === undefined) faults.push(unknownKey(at, key, Object.keys(keys)));
    else if (kind === "time" && condition.equals === undefined)
      windows.set(key, narrowed(windows.get(key), condition));
    else if (kind === "word" && stringValues !== undefined)
      words.set(key, common(words.get(key), stringValues));
    else if (kind === "number" && integerValues !== undefined)
      numbers.set(key, common(numbers.get(key), integerValues));
    else faults.push(unfit(at, key, kind));
  }
  return { windows, words, numbers, faults };
}

function narrowed(window: Window = {}, { after, before }: Condition): Window {
  if (after !== undefined) return { ...window, after: Math.max(after.getTime(), window.after ?? -Infinity) };
  if (before !== undefined)
    return { ...window, before: Math.min(before.getTime(), window.before ?? Infinity) };
  return window;
}

const common = <Value>(
  earlier: ReadonlySet<Value> | undefined,
  values: readonly Value[],
): ReadonlySet<Value> => (earlier === undefined ? new Set(values) : earlier.intersection(new Set(values)));

const asked: Record<FilterKind, string> = {
  time: "after or before",
  word: "equals with stringValues",
  number: "equals with integerValues",
};

const unknownKey = (at: string, key: string, keys: readonly string[]): Violation => ({
  path: `${at}.key`,
  value: `'${key}'`,
  constraint: `Member must satisfy enum value set: [${keys.join(", ")}]`,
});

const unfit = (at: string, key: string, kind: FilterKind): Violation => ({
  path: `${at}.condition`,
  value: undefined,
  constraint: `Member must be ${asked[kind]}, as the key ${key} takes`,
});
