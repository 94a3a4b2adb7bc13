// Keeps the number of series small, whatever comes from outside: the first values are themselves, all later ones `other`.

/** @param most how many different values are told apart */
export function bounded(most: number): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (known.has(value)) return value;
    if (known.size >= most) return "other";
    known.add(value);
    return value;
  };
}
