// Over the wire and back: nothing is lost or bent, and no JSON whatever makes decoding throw.
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contacts } from "../../src/contract/contacts/service.ts";
import { decode } from "../../src/contract/decode.ts";
import { encode } from "../../src/contract/encode.ts";
import { incidents } from "../../src/contract/incidents/service.ts";
import type { Operation } from "../../src/contract/operation.ts";
import type { Infer, Shape } from "../../src/contract/shape.ts";
import { arbitraryValue } from "./arbitrary-values.ts";
import { fullInput } from "./sample-values.ts";

const operations: readonly (readonly [string, Operation])[] = [
  ...Object.values(incidents.operations).map((it) => [`ssm-incidents ${it.name}`, it] as const),
  ...Object.values(contacts.operations).map((it) => [`ssm-contacts ${it.name}`, it] as const),
];

const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Maps lose their prototype on the way; nothing else may change. */
const bare = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.assign(
    Object.create(null),
    Object.fromEntries(Object.entries(value).map(([key, it]) => [key, bare(it)])),
  );
};

const expectRoundTrip = (shape: Shape): void => {
  fc.assert(
    fc.property(arbitraryValue(shape), (value) => {
      const decoded = decode(shape, overTheWire(encode(shape, value as Infer<Shape>)));
      expect("refused" in decoded && decoded.refused).toBe(false);
      return "value" in decoded && isDeepStrictEqual(bare(decoded.value), bare(value));
    }),
    { numRuns: 25 },
  );
};

/** Anything, in place of one member of an otherwise valid input. */
const arbitraryJunk = (operation: Operation): fc.Arbitrary<unknown> => {
  const full = fullInput(operation);
  const names = Object.keys(full);
  const whole = fc.jsonValue();
  if (names.length === 0) return whole;
  const withJunk = fc
    .tuple(fc.constantFrom(...names), fc.jsonValue())
    .map(([name, junk]) => Object.assign({}, full, { [name]: junk }));
  return fc.oneof(whole, withJunk);
};

describe.each(operations)("%s", (_, operation) => {
  test("its input and output come back as they were", () => {
    expectRoundTrip(operation.input);
    expectRoundTrip(operation.output);
  });

  test("any JSON is either decoded or refused with a message of bounded length", () => {
    fc.assert(
      fc.property(arbitraryJunk(operation), (junk) => {
        const decoded = decode(operation.input, overTheWire(junk));
        return (
          "value" in decoded || (decoded.refused.message !== "" && decoded.refused.message.length < 50_000)
        );
      }),
      { numRuns: 50 },
    );
  });
});
