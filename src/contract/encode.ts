// From the program to the wire: a typed value becomes one that JSON can carry, member by member as declared.
import type { Infer, Members, Shape } from "./shape.ts";

type Json = string | number | boolean | readonly Json[] | { readonly [member: string]: Json };

type Given = Readonly<Record<string, unknown>>;

const writeMembers = (members: Members, value: Given): Json => {
  const written: Record<string, Json> = {};
  // Every answer comes through here, and `for in` is half again as fast as Object.entries.
  for (const name in members) {
    const shape = members[name]?.shape;
    const member = value[name];
    if (shape !== undefined && member !== undefined && member !== null) written[name] = write(shape, member);
  }
  return written;
};

const writeMap = (shape: Shape, value: Given): Json => {
  // Without a prototype a key such as `__proto__` is a key like any other.
  const written = Object.create(null) as Record<string, Json>;
  for (const [key, member] of Object.entries(value))
    if (member !== undefined) written[key] = write(shape, member);
  return written;
};

const write = (shape: Shape, value: unknown): Json => {
  if (shape.type === "timestamp") return (value as Date).getTime() / 1000;
  if (shape.type === "list") return (value as readonly unknown[]).map((it) => write(shape.member, it));
  if (shape.type === "map") return writeMap(shape.value, value as Given);
  if (shape.type === "structure" || shape.type === "union")
    return writeMembers(shape.members, value as Given);
  return value as Json;
};

/**
 * Dates become epoch seconds with milliseconds as fraction; what is undefined or not declared is left out.
 * @returns a value ready for JSON.stringify
 */
export const encode = <S extends Shape>(shape: S, value: Infer<S>): Json => write(shape, value);
