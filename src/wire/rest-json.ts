// restJson1: method and path name the operation; path, query and body each carry a part of the input.
import type { Operation, ServiceContract } from "../contract/operation.ts";
import type { Shape } from "../contract/shape.ts";
import { parseJsonObject } from "./json.ts";
import { decodeBytes, textOf } from "./percent.ts";
import type { Protocol, Routed } from "./protocol.ts";
import type { Parameter } from "./query.ts";
import type { WireRequest } from "./request.ts";

const isLabel = (segment: string): boolean => segment.startsWith("{") && segment.endsWith("}");

/** The labels of the pattern with what the path has in their place; `undefined` where the path is another. */
const matchPath = (
  pattern: readonly string[],
  path: readonly string[],
): ReadonlyMap<string, string> | undefined => {
  if (pattern.length !== path.length) return undefined;
  const labels = new Map<string, string>();
  for (const [at, expected] of pattern.entries()) {
    const segment = path[at] ?? "";
    if (isLabel(expected) && segment !== "") labels.set(expected.slice(1, -1), segment);
    else if (expected !== segment) return undefined;
  }
  return labels;
};

/** Text of the query as the type that its shape asks for. What does not fit stays text, and is refused by its type. */
const typed = (shape: Shape, text: string): unknown => {
  if (shape.type === "integer" && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (shape.type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
};

const fromQuery = (name: string, shape: Shape, query: readonly Parameter[]): unknown => {
  const texts = query.filter((it) => it.name === name).map((it) => textOf(it.value));
  if (shape.type === "list")
    return texts.length === 0 ? undefined : texts.map((text) => typed(shape.member, text));
  return texts[0] === undefined ? undefined : typed(shape, texts[0]);
};

const hasBody = (operation: Operation): boolean =>
  Object.values(operation.input.members).some((member) => member.location === undefined);

/** A member travels in one place only: what a body says of a member of the path or the query is not heard. */
const input = (
  { operation, labels }: Routed,
  request: WireRequest,
  nesting: number,
): Record<string, unknown> => {
  const found = hasBody(operation) ? parseJsonObject(request.body, nesting) : {};
  for (const [name, member] of Object.entries(operation.input.members)) {
    if (member.location === "label") found[name] = textOf(decodeBytes(labels.get(name) ?? ""));
    if (member.location === "query") found[name] = fromQuery(name, member.shape, request.query);
  }
  return found;
};

export const restJson = (contract: ServiceContract): Protocol => {
  const patterns = Object.values(contract.operations).map((operation) => ({
    operation,
    segments: operation.http.path.split("/"),
  }));
  const fixed = new Map<string, Routed>(
    patterns
      .filter((it) => !it.segments.some(isLabel))
      .map(({ operation }) => [
        `${operation.http.method} ${operation.http.path}`,
        { operation, labels: new Map() },
      ]),
  );
  const labelled = patterns.filter((it) => it.segments.some(isLabel));
  const fixedPaths = new Set(Object.values(contract.operations).map((operation) => operation.http.path));
  return {
    contentType: "application/json",
    claims: ({ path }) =>
      fixedPaths.has(path) || labelled.some((it) => matchPath(it.segments, path.split("/")) !== undefined),
    route: ({ method, path }) => {
      const found = fixed.get(`${method} ${path}`);
      if (found !== undefined) return found;
      const segments = path.split("/");
      for (const it of labelled) {
        const labels = it.operation.http.method === method ? matchPath(it.segments, segments) : undefined;
        if (labels !== undefined) return { operation: it.operation, labels };
      }
      return undefined;
    },
    input,
    successStatus: (operation) => operation.http.status,
  };
};
