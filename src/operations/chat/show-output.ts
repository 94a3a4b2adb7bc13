// What an operation answered, as the AWS CLI prints it with `--output json`.
import type { Shape } from "../../contract/shape.ts";

/** The CLI's own words for times are ISO 8601 with an offset, and microseconds where there are any. */
function shownTime(time: Date): string {
  const iso = time.toISOString();
  const fraction = iso.slice(19, 23);
  return `${iso.slice(0, 19)}${fraction === ".000" ? "" : `${fraction}000`}+00:00`;
}

type Members = Readonly<Record<string, unknown>>;

/** A value of the program in the form that is printed. */
export function shownValue(shape: Shape, value: unknown): unknown {
  if (shape.type === "timestamp") return value instanceof Date ? shownTime(value) : value;
  if (shape.type === "list") return (value as readonly unknown[]).map((it) => shownValue(shape.member, it));
  if (shape.type === "map") {
    const entries = Object.entries(value as Members).filter(([, it]) => it !== undefined);
    return Object.fromEntries(entries.map(([key, it]) => [key, shownValue(shape.value, it)]));
  }
  return shape.type === "structure" || shape.type === "union"
    ? shownMembers(shape.members, value as Members)
    : value;
}

/** In the order of the official model, which is that of the alphabet. */
const shownMembers = (
  members: Readonly<Record<string, { readonly shape: Shape }>>,
  value: Members,
): Members =>
  Object.fromEntries(
    Object.entries(members)
      .sort(byName)
      .flatMap(([name, { shape }]) => {
        const member = value[name];
        return member === undefined || member === null ? [] : [[name, shownValue(shape, member)]];
      }),
  );

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** Nothing where there is nothing to tell. */
export const printed = (output: Members): string =>
  Object.keys(output).length === 0 ? "" : JSON.stringify(output, undefined, 4);
