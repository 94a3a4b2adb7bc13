// A length of time as a person says it.

const units = [
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
  [1_000, "second"],
] as const;

/** In the largest unit of which it is a whole number: `90 minutes`, `1 day`. @param milliseconds whole seconds */
export function spoken(milliseconds: number): string {
  const [length, name] = units.find(([length]) => milliseconds % length === 0) ?? units[3];
  const count = Math.round(milliseconds / length);
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}
