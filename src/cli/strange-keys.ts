// Keys of a JSON document that nothing stands for: slips, which the API would pass over in silence.
import type { Shape } from "../contract/shape.ts";

/** Where each stands: `rules[0].titel`. */
export function strangeKeys(shape: Shape, value: unknown, path = ""): string[] {
  if (Array.isArray(value))
    return shape.type === "list"
      ? value.flatMap((it, index) => strangeKeys(shape.member, it, `${path}[${index}]`))
      : [];
  if (shape.type !== "structure" || typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, it]) => {
    const at = path === "" ? key : `${path}.${key}`;
    const member = Object.hasOwn(shape.members, key) ? shape.members[key] : undefined;
    return member === undefined ? [at] : strangeKeys(member.shape, it, at);
  });
}
