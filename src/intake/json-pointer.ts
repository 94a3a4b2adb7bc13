// JSON Pointer (RFC 6901): says where in a payload something is, as `/check/name` or `/items/0`.

/** Undefined where there is nothing, and for what is no pointer. */
export function at(value: unknown, pointer: string): unknown {
  if (pointer !== "" && !pointer.startsWith("/")) return undefined;
  let found = value;
  for (const step of pointer.split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    // Own members alone: `__proto__` is in nobody's payload by itself.
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[name];
  }
  return found;
}
