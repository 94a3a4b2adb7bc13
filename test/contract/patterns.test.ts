// The patterns: those that were rewritten say the same as the official ones, and none can be made to run long.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contacts } from "../../src/contract/contacts/service.ts";
import { contactsArn } from "../../src/contract/contacts/vocabulary.ts";
import { incidents } from "../../src/contract/incidents/service.ts";
import type { Shape, StringShape } from "../../src/contract/shape.ts";

const stringsOf = (shape: Shape): readonly StringShape[] => {
  if (shape.type === "string") return [shape];
  if (shape.type === "list") return stringsOf(shape.member);
  if (shape.type === "map") return [...stringsOf(shape.key), ...stringsOf(shape.value)];
  if (shape.type !== "structure" && shape.type !== "union") return [];
  return Object.values(shape.members).flatMap((member) => stringsOf(member.shape));
};

const everyOperation = [...Object.values(incidents.operations), ...Object.values(contacts.operations)];
const patterns: ReadonlyMap<string, RegExp> = new Map(
  everyOperation
    .flatMap((operation) => [operation.input, operation.output])
    .flatMap(stringsOf)
    .flatMap(({ patternText, pattern }) =>
      patternText === undefined || pattern === undefined ? [] : [[patternText, pattern]],
    ),
);

/** The official texts without anchors are meant for the whole value, but for those that only ask for a visible character. */
const meant = (text: string): RegExp =>
  text === String.raw`.*\S.*` ? new RegExp(text, "su") : new RegExp(`^(?:${text})$`, "u");

interface Near {
  readonly beginnings: readonly string[];
  readonly pieces: readonly string[];
}

/** A beginning and a few pieces. Short: the official text takes twice as long for each further character. */
const near = ({ beginnings, pieces }: Near): fc.Arbitrary<string> => {
  const piece = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...pieces) },
    { weight: 1, arbitrary: fc.string({ maxLength: 2 }) },
  );
  const end = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join("").slice(0, 14));
  return fc.tuple(fc.constantFrom(...beginnings), end).map((parts) => parts.join(""));
};

const saysTheSame = (text: string | undefined, nearby: Near): void => {
  const ours = patterns.get(text ?? "");
  const official = meant(text ?? "");
  let matched = 0;
  fc.assert(
    fc.property(near(nearby), (value) => {
      const expected = official.test(value);
      matched += expected ? 1 : 0;
      return ours?.test(value) === expected;
    }),
    { numRuns: 5000 },
  );
  // Both answers were met often enough to tell the two apart; how often exactly is chance.
  expect(matched).toBeGreaterThan(20);
  expect(matched).toBeLessThan(4980);
};

describe("a rewritten pattern says the same as the official one", () => {
  test("for ARNs of contacts", () => {
    saysTheSame(contactsArn.patternText, {
      beginnings: [
        "arn:aws:ssm-contacts:us-east-1:111122223333:",
        "arn:aws-cn:ssm-contacts::1:",
        "arn:aws-us-gov:ssm-contacts:a,b/c=@.+-_:0:",
        "arn:aws:ssm-contacts:",
        "arn:aws-iso:ssm-contacts::1:",
        "\narn:aws:ssm-contacts::1:",
        "",
      ],
      pieces: ["contact/", "a", "1", ":", "-", "=,.@+", "é", "\n", " ", "*"],
    });
  });

  test("for the ids of overrides", () => {
    const text = [...patterns.keys()].find((it) => it.endsWith("{1}"));
    saysTheSame(text, {
      beginnings: [
        "01234567-89ab-CDEF-0123-",
        "Zz",
        "AZ012345678-89ab-CDEF-0123-",
        "AZ0123456789-89ab-CDEF-0123-",
      ],
      pieces: ["456789abcdef", "456789", "ABCDEF", "g", "-"],
    });
  });

  test("for text with something to see in it, which may span lines", () => {
    saysTheSame(String.raw`.*\S.*`, {
      beginnings: ["", " ", "\n"],
      pieces: [" ", "\n", "\t", "\u2028", "\u00A0", "x"],
    });
  });
});

const beginnings = [
  "",
  "AWS-",
  "aws:",
  "arn:aws:ssm-incidents::111122223333:",
  "arn:aws:iam::111122223333:role/",
  "arn:aws:ssm-contacts:us-east-1:111122223333:contact/",
  "arn:aws:ssm-contacts:",
  "related-item/OTHER/",
  "01234567-89ab-",
];
const repeated = ["a", "0", "A", "-", ":", "a:", "0:", " ", "\n", "/", "é", "😀", "\u2028"];

test.each([...patterns])("%s is decided at once, however long and nasty the text", (_, pattern) => {
  const started = performance.now();
  for (const beginning of beginnings)
    for (const filler of repeated)
      for (const end of ["", "\n", "!", "§", "\0"]) pattern.test(beginning + filler.repeat(50_000) + end);
  expect(performance.now() - started).toBeLessThan(5000);
});
