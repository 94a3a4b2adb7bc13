// Finds keys that stand twice in one object of a JSON text. JSON.parse keeps the last and says nothing, so that a policy
// with two `Action` elements would quietly lose one.

/** @param json must be valid JSON */
export function repeatedKeys(json: string): string[] {
  const repeated: string[] = [];
  const open: Set<string>[] = [];
  for (const [token, key] of json.matchAll(/"((?:[^"\\]|\\.)*)"(?=\s*:)|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "}") open.pop();
    else if (key !== undefined) note(JSON.parse(`"${key}"`) as string, open.at(-1), repeated);
  }
  return repeated;
}

function note(key: string, seen: Set<string> | undefined, repeated: string[]): void {
  if (seen?.has(key) === true) repeated.push(key);
  seen?.add(key);
}
