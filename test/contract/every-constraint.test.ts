// Every constraint of every operation, from both sides: what just fits is accepted, what just does not is refused in AWS's words.
import { describe, expect, test } from "vitest";
import { contacts } from "../../src/contract/contacts/service.ts";
import { decode } from "../../src/contract/decode.ts";
import { incidents } from "../../src/contract/incidents/service.ts";
import type { Operation } from "../../src/contract/operation.ts";
import type { Shape } from "../../src/contract/shape.ts";
import { brokenRequests } from "./broken-requests.ts";
import { type Wire, edgesOf, fullInput, minimalInput } from "./sample-values.ts";

const operations: readonly (readonly [string, Operation])[] = [
  ...Object.values(incidents.operations).map((it) => [`ssm-incidents ${it.name}`, it] as const),
  ...Object.values(contacts.operations).map((it) => [`ssm-contacts ${it.name}`, it] as const),
];

const refusal = (shape: Shape, input: Wire): { error: string; message: string } | undefined => {
  const decoded = decode(shape, input);
  if (!("refused" in decoded)) return undefined;
  const { error, message } = decoded.refused;
  return { error, message };
};

describe.each(operations)("%s", (_, operation) => {
  test("accepts what is required alone, everything at once, and every value at its bounds", () => {
    const inputs = [minimalInput(operation), fullInput(operation), ...edgesOf(operation.input)];
    for (const input of inputs) expect([input, refusal(operation.input, input)]).toEqual([input, undefined]);
  });

  test("refuses each broken constraint, naming the field", () => {
    for (const { name, input, error, message } of brokenRequests(operation))
      expect({ name, ...refusal(operation.input, input) }).toEqual({ name, error, message });
  });
});

test("there are more than two thousand broken requests, each under its own name", () => {
  const names = operations.flatMap(([name, it]) =>
    brokenRequests(it).map((broken) => `${name} ${broken.name}`),
  );
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(2000);
});
