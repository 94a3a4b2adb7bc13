// The options of a command, read as the AWS CLI reads them: by the shapes of the operation's input.
import type { Operation } from "../../contract/operation.ts";
import type { Member, Shape } from "../../contract/shape.ts";
import { CommandFault } from "./command-fault.ts";
import { kebab } from "./commands.ts";
import { readShorthand } from "./shorthand.ts";

/** How much of a list the CLI asks for, and shows. */
export interface Paging {
  readonly maxItems?: number;
  readonly startingToken?: string;
  readonly pageSize?: number;
}

export interface Options {
  /** As it travels, not yet checked. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Undefined where one page is asked for by hand. */
  readonly paging: Paging | undefined;
}

/** The CLI's own. Its output is what it prints by itself, and the Region is the channel's. */
const understood = ["region", "output", "no-paginate", "no-cli-pager", "cli-input-json"] as const;
const pagingOptions = ["max-items", "starting-token", "page-size"] as const;

/** @throws CommandFault naming every option that is unknown, or every one that is missing */
export function readOptions(operation: Operation, words: readonly string[]): Options {
  const given = byOption(words);
  const { members } = operation.input;
  refuseUnknown(operation, given);
  const output = given.get("output")?.[0];
  if (output !== undefined && output !== "json") throw new CommandFault("The only output of a chat is json");
  const input = jsonInput(operation, given.get("cli-input-json"));
  for (const [name, { shape }] of Object.entries(members)) {
    const option = kebab(name);
    const texts = given.get(option);
    if (texts !== undefined) input[name] = valueOf({ option, texts, shape });
  }
  refuseMissing(members, input);
  const byHand = given.has("no-paginate") || asksForOnePage(operation, input);
  return { input, paging: byHand ? undefined : pagingOf(given) };
}

function refuseUnknown({ input, paginated }: Operation, given: ReadonlyMap<string, readonly string[]>): void {
  const known = new Set([
    ...Object.keys(input.members).map(kebab),
    ...understood,
    ...(paginated === undefined ? [] : pagingOptions),
  ]);
  const unknown = [...given]
    .filter(([option]) => !known.has(option))
    .map(([option, texts]) => (option === "" ? texts.join(", ") : `--${option}`));
  if (unknown.length > 0) throw new CommandFault(`Unknown options: ${unknown.join(", ")}`);
}

const asksForOnePage = ({ paginated }: Operation, input: Readonly<Record<string, unknown>>): boolean =>
  paginated === undefined ||
  Object.hasOwn(input, paginated.token) ||
  (paginated.limit !== undefined && Object.hasOwn(input, paginated.limit));

/** What comes before the first option, which is nothing, stands under the empty name. */
function byOption(words: readonly string[]): Map<string, string[]> {
  const given = new Map<string, string[]>();
  let texts: string[] | undefined;
  for (const word of words) {
    const [, option, text] = /^--([a-z][a-z-]*)(?:=(.*))?$/su.exec(word) ?? [];
    if (option !== undefined) {
      if (given.has(option)) throw new CommandFault(`--${option} is given twice`);
      texts = text === undefined ? [] : [text];
      given.set(option, texts);
    } else if (texts === undefined) {
      texts = [word];
      given.set("", texts);
    } else texts.push(word);
  }
  return given;
}

function refuseMissing(
  members: Readonly<Record<string, Member>>,
  input: Readonly<Record<string, unknown>>,
): void {
  const missing = Object.entries(members)
    .filter(([name, { required }]) => required && !Object.hasOwn(input, name))
    .map(([name]) => `--${kebab(name)}`);
  if (missing.length > 0)
    throw new CommandFault(`the following arguments are required: ${missing.join(", ")}`);
}

interface Given {
  readonly option: string;
  readonly texts: readonly string[];
  readonly shape: Shape;
}

function valueOf({ option, texts, shape }: Given): unknown {
  const [first, ...more] = texts;
  if (first === undefined) throw new CommandFault(`argument --${option}: expected one argument`);
  if (shape.type !== "list" && more.length > 0) throw new CommandFault(`Unknown options: ${more.join(", ")}`);
  try {
    if (/^(file|fileb):\/\//u.test(first)) throw new CommandFault("a chat has no files");
    if (shape.type === "list" && !first.startsWith("["))
      return asWire(
        shape,
        texts.map((text) => structured(shape.member, text)),
      );
    return asWire(shape, structured(shape, first));
  } catch (error) {
    if (error instanceof CommandFault)
      throw new CommandFault(`Error parsing parameter '--${option}': ${error.message}`);
    throw error;
  }
}

const isPlain = ({ type }: Shape): boolean =>
  type !== "list" && type !== "map" && type !== "structure" && type !== "union";

/** JSON where it looks like it, else the shorthand. */
function structured(shape: Shape, text: string): unknown {
  if (isPlain(shape)) return text;
  return /^\s*[[{]/u.test(text) ? parsedJson(text) : readShorthand(text);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new CommandFault(`Invalid JSON: ${text.slice(0, 200)}`);
  }
}

/** The options beside it have the last word. */
function jsonInput(operation: Operation, texts: readonly string[] | undefined): Record<string, unknown> {
  if (texts === undefined) return {};
  const value = parsedJson(texts.join(" "));
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new CommandFault("Error parsing parameter '--cli-input-json': a JSON object is expected");
  return { ...(asWire(operation.input, value) as object) };
}

/** Texts become the numbers and times that their shapes ask for; whatever else is wrong, the operation's own check says. */
function asWire(shape: Shape, value: unknown): unknown {
  if (typeof value === "string") return ofText(shape, value);
  if (Array.isArray(value))
    return shape.type === "list" ? value.map((it) => asWire(shape.member, it)) : value;
  if (typeof value !== "object" || value === null) return value;
  const memberOf = (name: string): Shape | undefined => {
    if (shape.type === "map") return shape.value;
    return shape.type === "structure" || shape.type === "union" ? ownMember(shape.members, name) : undefined;
  };
  return Object.fromEntries(
    Object.entries(value).map(([name, it]: [string, unknown]) => {
      const member = memberOf(name);
      return [name, member === undefined ? it : asWire(member, it)];
    }),
  );
}

const ownMember = (members: Readonly<Record<string, Member>>, name: string): Shape | undefined =>
  Object.hasOwn(members, name) ? members[name]?.shape : undefined;

function ofText(shape: Shape, text: string): unknown {
  if (shape.type === "integer") {
    if (!/^[+-]?\d{1,15}$/u.test(text))
      throw new CommandFault(`invalid literal for int() with base 10: '${text.slice(0, 100)}'`);
    return Number(text);
  }
  if (shape.type === "boolean") return text === "true" ? true : text === "false" ? false : text;
  return shape.type === "timestamp"
    ? secondsOf(text)
    : shape.type === "list"
      ? [asWire(shape.member, text)]
      : text;
}

/** Epoch seconds, or ISO 8601; in UTC where it names no zone. */
function secondsOf(text: string): number {
  if (/^\d{1,12}(\.\d{1,9})?$/u.test(text)) return Number(text);
  const [, date, time = "00:00", zone = "Z"] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?(Z|[+-]\d{2}:?\d{2})?$/u.exec(text) ??
    [];
  const milliseconds = Date.parse(`${date}T${time}${zone}`);
  if (Number.isNaN(milliseconds)) throw new CommandFault(`Invalid timestamp "${text.slice(0, 100)}"`);
  return milliseconds / 1000;
}

function pagingOf(given: ReadonlyMap<string, readonly string[]>): Paging {
  const numberIn = (option: string): number | undefined => {
    const text = given.get(option)?.[0];
    return text === undefined ? undefined : (ofText({ type: "integer" }, text) as number);
  };
  const maxItems = numberIn("max-items");
  const pageSize = numberIn("page-size");
  const startingToken = given.get("starting-token")?.[0];
  return {
    ...(maxItems !== undefined && { maxItems }),
    ...(pageSize !== undefined && { pageSize }),
    ...(startingToken !== undefined && { startingToken }),
  };
}
