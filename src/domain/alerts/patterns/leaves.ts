// The values that an event has at one place: those of a list, however nested, count each for itself.

export type Leaf = string | number | boolean | null;

/** Lists in lists: no real event comes near it. */
export const deepestList = 20;

/** Objects have none: they are no leaves (README of Event Ruler, "Exists matching"); neither has what is not there. */
export function leavesOf(node: unknown): readonly Leaf[] {
  if (Array.isArray(node)) return (node as readonly unknown[]).flat(deepestList).filter(isLeaf);
  return isLeaf(node) ? [node] : [];
}

const isLeaf = (value: unknown): value is Leaf =>
  value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
