// The query string: its parameters, decoded once, in the order in which they came.
import { decodeBytes } from "./percent.ts";

export interface Parameter {
  /** Name and value hold one byte per character. */
  readonly name: string;
  readonly value: string;
}

/** `+` stands for a space, as in forms; official clients send `%20` and `%2B`. */
const decode = (encoded: string): string =>
  decodeBytes(encoded.includes("+") ? encoded.replaceAll("+", " ") : encoded);

const parameter = (pair: string): Parameter => {
  const mark = pair.indexOf("=");
  return mark < 0
    ? { name: decode(pair), value: "" }
    : { name: decode(pair.slice(0, mark)), value: decode(pair.slice(mark + 1)) };
};

/** @throws MalformedHttpRequestException where the percent-encoding is broken */
export const parseQuery = (rawQuery: string): readonly Parameter[] =>
  rawQuery === ""
    ? []
    : rawQuery
        .split("&")
        .filter((pair) => pair !== "")
        .map(parameter);

/** The first value of a parameter. */
export const valueOf = (parameters: readonly Parameter[], name: string): string | undefined =>
  parameters.find((it) => it.name === name)?.value;
