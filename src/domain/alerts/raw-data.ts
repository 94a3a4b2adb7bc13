// The payload of an alert as the text that `rawData` holds: always JSON, with the paths of the original, and cut where it is long.

/** In characters. Source: API reference of TriggerDetails. */
const longestRawData = 10_000;

/** As text within the JSON of an event, of which 12,000 characters are shown and other members want some. */
const longestEscaped = 10_800;

/** From gentle to harsh. */
const cuts = [
  { text: 1000, members: 100, depth: 12 },
  { text: 200, members: 40, depth: 8 },
  { text: 100, members: 15, depth: 6 },
  { text: 60, members: 6, depth: 4 },
] as const;

type Cut = (typeof cuts)[number];

const mark = "tocsin.cut";

export function rawDataOf(payload: unknown): string {
  const whole = JSON.stringify(payload) ?? "null";
  if (fits(whole)) return whole;
  const said = `cut: it had ${whole.length} characters`;
  // Read again, so that what is cut is plain JSON, whatever the payload was made of.
  const plain: unknown = JSON.parse(whole);
  for (const cut of cuts) {
    const text = JSON.stringify(marked(cutTo(plain, cut, cut.depth), said));
    if (fits(text)) return text;
  }
  return JSON.stringify({ [mark]: said });
}

const fits = (text: string): boolean =>
  text.length <= longestRawData && JSON.stringify(text).length <= longestEscaped;

const marked = (value: unknown, said: string): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? { ...value, [mark]: said }
    : { [mark]: said, payload: value };

function cutTo(value: unknown, cut: Cut, depth: number): unknown {
  if (typeof value === "string") return value.length <= cut.text ? value : `${shortened(value, cut.text)}…`;
  if (typeof value !== "object" || value === null) return value;
  if (depth === 0) return "…";
  if (Array.isArray(value)) return value.slice(0, cut.members).map((it) => cutTo(it, cut, depth - 1));
  const members = Object.entries(value).slice(0, cut.members);
  return Object.fromEntries(
    members.map(([name, it]) => [shortened(name, cut.text), cutTo(it, cut, depth - 1)]),
  );
}

/** Not in the middle of a surrogate pair. */
const shortened = (text: string, most: number): string =>
  text.slice(0, most).replace(/[\uD800-\uDBFF]$/u, "");
