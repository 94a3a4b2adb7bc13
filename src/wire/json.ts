// Reads a body as a JSON object, whatever its Content-Type says: AWS's own sample requests have none.
import { isUtf8 } from "node:buffer";
import { serialization } from "./errors.ts";

const quote = 0x22;
const backslash = 0x5c;
/** `[` and `{`, and what closes them, differ in one bit. */
const caseBit = 0x20;
const opening = 0x7b;
const closing = 0x7d;

/** Looks at the bytes before anything is built of them. Where they are no JSON, the answer does not matter. */
const nestedDeeperThan = (body: Buffer, limit: number): boolean => {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (inString) {
      if (byte === backslash) at += 1;
      else if (byte === quote) inString = false;
    } else if (byte === quote) inString = true;
    else if ((byte | caseBit) === opening) {
      depth += 1;
      if (depth > limit) return true;
    } else if ((byte | caseBit) === closing) depth -= 1;
  }
  return false;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw serialization("The request body is not valid JSON.");
  }
};

/**
 * An empty body stands for `{}`.
 * @param nesting how deep arrays and objects may lie in one another
 * @throws SerializationException
 */
export const parseJsonObject = (body: Buffer, nesting: number): Record<string, unknown> => {
  if (body.length === 0) return {};
  if (!isUtf8(body)) throw serialization("The request body is not valid UTF-8.");
  if (nestedDeeperThan(body, nesting))
    throw serialization(`The request body is nested deeper than ${nesting} levels.`);
  const value = parse(body.toString());
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw serialization("The request body is not a JSON object.");
  return value as Record<string, unknown>;
};
