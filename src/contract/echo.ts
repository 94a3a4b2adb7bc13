// A refused value as its error shows it: in quotes, cut, without secrets.
import type { Shape } from "./shape.ts";

/** In UTF-16 code units. An error must not grow with what was sent. */
const longest = 200;

/** What no log, terminal or JSON parser stumbles over. */
export const printable = (text: string): string => text.toWellFormed().replaceAll("\0", "\uFFFD");

const cut = (text: string): string =>
  text.length > longest ? `${printable(text.slice(0, longest))}…` : printable(text);

interface Writing {
  text: string;
}

const full = (writing: Writing): boolean => writing.text.length > longest;

const writeEach = <Part>(writing: Writing, parts: readonly Part[], write: (part: Part) => void): void => {
  for (const [index, part] of parts.entries()) {
    if (full(writing)) return;
    if (index > 0) writing.text += ", ";
    write(part);
  }
};

const memberShape = (shape: Shape, name: string): Shape | undefined => {
  if (shape.type === "map") return shape.value;
  if (shape.type !== "structure" && shape.type !== "union") return undefined;
  return Object.hasOwn(shape.members, name) ? shape.members[name]?.shape : undefined;
};

const writeObject = (writing: Writing, shape: Shape, value: object): void => {
  writing.text += "{";
  writeEach(writing, Object.entries(value), ([name, member]: [string, unknown]) => {
    const inner = memberShape(shape, name);
    writing.text += `${name.slice(0, longest)}=`;
    if (inner !== undefined) write(writing, inner, member);
  });
  writing.text += "}";
};

const write = (writing: Writing, shape: Shape, value: unknown): void => {
  if (shape.type === "string" && shape.sensitive === true) writing.text += "***";
  else if (Array.isArray(value)) {
    writing.text += "[";
    writeEach(writing, value, (member: unknown) => {
      write(writing, shape.type === "list" ? shape.member : shape, member);
    });
    writing.text += "]";
  } else if (typeof value === "object" && value !== null) writeObject(writing, shape, value);
  else writing.text += String(value).slice(0, longest + 1);
};

/** `'[a, b]'`, `'{key=value}'`, `null`; `undefined` where the value is secret. */
export const echo = (shape: Shape, wire: unknown): string | undefined => {
  if (wire === null || wire === undefined) return "null";
  if (shape.type === "string" && shape.sensitive === true) return undefined;
  const writing: Writing = { text: "" };
  write(writing, shape, wire);
  return `'${cut(writing.text)}'`;
};
