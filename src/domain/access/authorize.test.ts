// Authorization: ready-made policies, documents, and the words of a refusal.
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createAuthorize } from "./authorize.ts";
import { readyMade } from "./ready-made.ts";

const alice = "arn:aws:iam::111122223333:user/alice";
const plan = "arn:aws:ssm-incidents::111122223333:response-plan/x";
const start = "ssm-incidents:StartIncident";
const authorize = createAuthorize();

const document = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allowAll = { Effect: "Allow", Action: "*", Resource: "*" };

test("what no policy allows is refused in AWS's words", () => {
  expect(authorize({ arn: alice, policy: "readonly" }, start, [plan])).toEqual({
    allowed: false,
    message: `User: ${alice} is not authorized to perform: ${start} on resource: ${plan} because no identity-based policy allows the ${start} action`,
  });
});

test("what a policy denies is refused in AWS's words", () => {
  const policy = document(allowAll, { Effect: "Deny", Action: "ssm-incidents:Start*", Resource: plan });
  expect(authorize({ arn: alice, policy }, start, [plan])).toEqual({
    allowed: false,
    message: `User: ${alice} is not authorized to perform: ${start} on resource: ${plan} with an explicit deny in an identity-based policy`,
  });
});

test("every resource of a call must be allowed", () => {
  const policy = document({ ...allowAll, Resource: plan });
  expect(authorize({ arn: alice, policy }, start, [plan])).toEqual({ allowed: true });
  expect(authorize({ arn: alice, policy }, start, [plan, `${plan}y`])).toMatchObject({
    message: expect.stringContaining(`on resource: ${plan}y because`),
  });
});

test("a call that names no resource needs the permission on all", () => {
  expect(
    authorize({ arn: alice, policy: document({ ...allowAll, Resource: plan }) }, start, []),
  ).toMatchObject({
    allowed: false,
  });
  expect(authorize({ arn: alice, policy: document(allowAll) }, start, [])).toEqual({ allowed: true });
});

test.each(["constructor", "__proto__", "", "{}", "Admin", document({ ...allowAll, Condition: {} })])(
  "a policy that cannot be read allows nothing: %s",
  (policy) => expect(authorize({ arn: alice, policy }, start, [plan])).toMatchObject({ allowed: false }),
);

test("more policies than are kept give the same answers", () => {
  const small = createAuthorize(2);
  for (const round of [1, 2])
    for (const name of ["a", "b", "c", "d"]) {
      const resource = `arn:aws:ssm-incidents::111122223333:response-plan/${name}`;
      const policy = document({ ...allowAll, Resource: resource });
      expect(small({ arn: alice, policy }, start, [resource]), `${name} ${round}`).toEqual({ allowed: true });
      expect(small({ arn: alice, policy }, start, [plan])).toMatchObject({ allowed: false });
    }
});

interface Model {
  readonly metadata: { readonly signingName?: string; readonly endpointPrefix: string };
  readonly operations: Readonly<Record<string, unknown>>;
}

const models = ["ssm-incidents-2018-05-10", "ssm-contacts-2021-05-03"].map(
  (name) => new URL(`../../../../shared/models/${name}.service.json`, import.meta.url),
);
const actions = models
  .filter((url) => existsSync(url))
  .map((url) => JSON.parse(readFileSync(url, "utf8")) as Model)
  .flatMap(({ metadata, operations }) =>
    Object.keys(operations).map((name) => `${metadata.signingName ?? metadata.endpointPrefix}:${name}`),
  );
const allowedTo = (policy: string): string[] =>
  actions.filter((action) => authorize({ arn: alice, policy }, action, ["*"]).allowed);

test.skipIf(actions.length === 0)("readonly allows exactly the operations that only look", () => {
  const looking = actions.filter((action) => /:(Get|List|BatchGet|Describe)/.test(action));
  expect(looking.length).toBeGreaterThan(30);
  expect(allowedTo("readonly")).toEqual(looking);
});

test.skipIf(actions.length === 0)("every action of resolver exists", () => {
  const named = readyMade("resolver").flatMap((it) => it.actions.patterns);
  expect(named).toHaveLength(14);
  expect(allowedTo("resolver").sort()).toEqual([...named].sort());
});

test("only admin may manage access keys", () => {
  const may = ["admin", "resolver", "readonly"].filter(
    (policy) => authorize({ arn: alice, policy }, "tocsin:CreateAccessKey", ["*"]).allowed,
  );
  expect(may).toEqual(["admin"]);
});
