// Evaluation: an explicit deny always wins, and nothing is allowed by default.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compile, evaluate, type Outcome } from "./evaluate.ts";
import type { Policy, Selection, Statement } from "./policy-document.ts";
import { matcher } from "./wildcard.ts";

const selection = (patterns: readonly string[]): fc.Arbitrary<Selection> =>
  fc.record({
    except: fc.boolean(),
    patterns: fc.array(fc.constantFrom(...patterns), { minLength: 1, maxLength: 3 }),
  });
const actions = ["i:Get", "i:List", "c:Get"] as const;
const resources = ["arn:a", "arn:b", "*"] as const;
const statement: fc.Arbitrary<Statement> = fc.record({
  effect: fc.constantFrom("Allow", "Deny"),
  actions: selection(["*", "i:*", "I:GET", "?:Get", "c:Ge"]),
  resources: selection(["*", "arn:*", "arn:a", "ARN:a", "arn:?"]),
});
const policies = fc.array(fc.array(statement, { maxLength: 4 }), { maxLength: 3 });
const request = fc.tuple(fc.constantFrom(...actions), fc.constantFrom(...resources));

const outcomeOf = (given: readonly Policy[], [action, resource]: readonly [string, string]): Outcome =>
  evaluate(given.map(compile), action, resource);

const selects = ({ except, patterns }: Selection, text: string): boolean =>
  patterns.some((pattern) => matcher(pattern)(text)) !== except;

const lower = ({ except, patterns }: Selection): Selection => ({
  except,
  patterns: patterns.map((pattern) => pattern.toLowerCase()),
});

/** The definition, slow and plain. */
const reference = (given: readonly Policy[], [action, resource]: readonly [string, string]): Outcome => {
  const applying = given
    .flat()
    .filter((it) => selects(lower(it.actions), action.toLowerCase()) && selects(it.resources, resource));
  if (applying.some((it) => it.effect === "Deny")) return "explicitDeny";
  return applying.length > 0 ? "allowed" : "implicitDeny";
};

test("the outcome is the definition's", () => {
  fc.assert(
    fc.property(policies, request, (given, asked) => {
      expect(outcomeOf(given, asked)).toBe(reference(given, asked));
    }),
    { numRuns: 3000 },
  );
});

test("a deny of everything wins over any policies, wherever it stands", () => {
  const deny: Statement = {
    effect: "Deny",
    actions: { except: false, patterns: ["*"] },
    resources: { except: false, patterns: ["*"] },
  };
  fc.assert(
    fc.property(policies, request, fc.nat(), (given, asked, place) => {
      const at = place % (given.length + 1);
      expect(outcomeOf([...given.slice(0, at), [deny], ...given.slice(at)], asked)).toBe("explicitDeny");
    }),
  );
});

test("without an allow nothing is allowed", () => {
  const denies = policies.map((all) => all.map((one) => one.filter((it) => it.effect === "Deny")));
  fc.assert(fc.property(denies, request, (given, asked) => outcomeOf(given, asked) !== "allowed"));
});

const allow = (action: string, resource: string): Policy => [
  {
    effect: "Allow",
    actions: { except: false, patterns: [action] },
    resources: { except: false, patterns: [resource] },
  },
];

const plan = (account: string, name: string): string =>
  `arn:aws:ssm-incidents::${account}:response-plan/${name}`;

test("a Region of * matches the empty Region of response plans", () => {
  const policy = allow("ssm-incidents:*", "arn:aws:ssm-incidents:*:111122223333:response-plan/x");
  expect(outcomeOf([policy], ["ssm-incidents:StartIncident", plan("111122223333", "x")])).toBe("allowed");
  expect(outcomeOf([policy], ["ssm-incidents:StartIncident", plan("111122223333", "xy")])).toBe(
    "implicitDeny",
  );
  expect(outcomeOf([policy], ["ssm-incidents:StartIncident", plan("444455556666", "x")])).toBe(
    "implicitDeny",
  );
});

test("the case of an action does not matter, that of a resource does", () => {
  const policy = allow("SSM-Incidents:startIncident", "arn:aws:ssm-incidents::111122223333:response-plan/X");
  expect(
    outcomeOf(
      [policy],
      ["ssm-incidents:StartIncident", "arn:aws:ssm-incidents::111122223333:response-plan/X"],
    ),
  ).toBe("allowed");
  expect(
    outcomeOf(
      [policy],
      ["ssm-incidents:StartIncident", "arn:aws:ssm-incidents::111122223333:response-plan/x"],
    ),
  ).toBe("implicitDeny");
});
