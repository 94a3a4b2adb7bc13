// Policy documents: what is read, and that whatever is not understood is refused and named.
import { expect, test } from "vitest";
import { maxPolicyCharacters, readPolicy } from "./policy-document.ts";

const statement = {
  Effect: "Allow",
  Action: "ssm-incidents:StartIncident",
  Resource: "arn:aws:ssm-incidents:*:111122223333:response-plan/x",
};
const mistakesOf = (document: unknown): readonly string[] => {
  const reading = readPolicy(typeof document === "string" ? document : JSON.stringify(document));
  return "mistakes" in reading ? reading.mistakes : [];
};
const mistakesIn = (parts: object): readonly string[] =>
  mistakesOf({ Version: "2012-10-17", Statement: { ...statement, ...parts } });

test("a lone statement and lone patterns read like lists of one", () => {
  const lone = readPolicy(JSON.stringify({ Version: "2012-10-17", Statement: statement }));
  const lists = { ...statement, Action: [statement.Action], Resource: [statement.Resource] };
  expect(lone).toEqual(readPolicy(JSON.stringify({ Version: "2012-10-17", Statement: [lists] })));
  expect(lone).toEqual({
    policy: [
      {
        effect: "Allow",
        actions: { except: false, patterns: [statement.Action] },
        resources: { except: false, patterns: [statement.Resource] },
      },
    ],
  });
});

test("NotAction and NotResource select everything else", () => {
  const document = {
    Version: "2012-10-17",
    Id: "x",
    Statement: [{ Sid: "a", Effect: "Deny", NotAction: "ssm-incidents:Get*", NotResource: "*" }],
  };
  expect(readPolicy(JSON.stringify(document))).toMatchObject({
    policy: [{ effect: "Deny", actions: { except: true }, resources: { except: true } }],
  });
});

test("a condition is refused, even an empty one, instead of being ignored", () => {
  expect(mistakesIn({ Condition: {} })).toEqual(["Statement[0].Condition: conditions are not supported yet"]);
});

test("a principal is refused", () => {
  expect(mistakesIn({ Principal: "*" })[0]).toContain("Statement[0].Principal: the policy of an access key");
});

test("a policy variable is refused instead of being taken literally", () => {
  expect(mistakesIn({ Resource: "arn:aws:iam::111122223333:user/${aws:username}" })[0]).toContain(
    "policy variable",
  );
});

test("every mistake is told at once, with its place", () => {
  const document = {
    Version: "2012-10-18",
    Comment: "hello",
    Statement: [
      { Effect: "allow", Action: "StartIncident", Resource: "response-plan/x" },
      { Effect: "Allow", Action: "*", NotAction: "*" },
      7,
      { Sid: 1, Effect: "Allow", Action: [], Resource: [5] },
    ],
  };
  expect(mistakesOf(document)).toEqual([
    "Comment: expected one of Version, Id, Statement",
    'Version must be "2012-10-17"',
    'Statement[0].Effect must be "Allow" or "Deny"',
    'Statement[0].Action: "StartIncident" must be "*", or a service and an action such as "ssm-incidents:Get*"',
    'Statement[0].Resource: "response-plan/x" must be "*", or an ARN such as "arn:aws:ssm-incidents:*:111122223333:response-plan/*"',
    "Statement[1] must have either Action or NotAction",
    "Statement[1] must have either Resource or NotResource",
    "Statement[2] must be an object",
    "Statement[3].Sid must be a string",
    "Statement[3].Action must be a string, or a list of at least one",
    "Statement[3].Resource: every pattern must be a string",
  ]);
});

test("an element that stands twice is refused: JSON would keep only the last", () => {
  const text = `{"Statement": {"Effect": "Deny", "Action": "*", "Act\\u0069on": "a:b", "Resource": "*"}}`;
  expect(mistakesOf(text)).toEqual(['"Action" stands twice in one object']);
});

test("equal keys in different objects, and in texts, do not stand twice", () => {
  const text = JSON.stringify({ Statement: [statement, { ...statement, Sid: '"Effect": {"Effect":' }] });
  expect(mistakesOf(text)).toEqual([]);
});

test.each(["", "{", "null", "[]", '"admin"', "7", "{}", '{"Statement": []}', '{"Statement": null}'])(
  "%s is no policy",
  (text) => expect(mistakesOf(text)).toHaveLength(1),
);

test.each([
  "arn:aws:ssm-incidents:*",
  "arn:aws:ssm-incidents::111122223333:incident-record/x/*",
  "arn:*:ssm-contacts:us-east-1:111122223333:contact/a?c",
])("%s is a resource", (Resource) => expect(mistakesIn({ Resource })).toEqual([]));

test.each(["arn:*", "arn:aws:*:us-east-1:1:x", "arn:aws:ssm-incidents:us-east-1:response-plan/x", "", "**"])(
  "%s is no resource",
  (Resource) => expect(mistakesIn({ Resource })).toHaveLength(1),
);

test("names of every object's own members are unknown elements, not code", () => {
  expect(mistakesOf('{"Statement": {"__proto__": {"Effect": "Allow"}, "constructor": 1}}')).toEqual([
    "Statement[0].__proto__: expected one of Sid, Effect, Action, NotAction, Resource, NotResource",
    "Statement[0].constructor: expected one of Sid, Effect, Action, NotAction, Resource, NotResource",
    'Statement[0].Effect must be "Allow" or "Deny"',
    "Statement[0] must have either Action or NotAction",
    "Statement[0] must have either Resource or NotResource",
  ]);
});

const withSid = (length: number): string =>
  JSON.stringify({ Statement: { ...statement, Sid: " ".repeat(length) } });

test("a document has a limit, in which white space between its parts does not count", () => {
  const room = maxPolicyCharacters - withSid(0).length;
  expect(mistakesOf(withSid(room))).toEqual([]);
  expect(mistakesOf(withSid(room).replaceAll(",", ` ,${"\n".repeat(500)}`))).toEqual([]);
  expect(mistakesOf(withSid(room + 1))[0]).toContain("at most 6144 characters");
});

test("a document that is deep or long is refused, and quickly", () => {
  const start = performance.now();
  expect(mistakesOf("[".repeat(1_000_000))).toHaveLength(1);
  expect(mistakesOf(`{"Statement":${"[".repeat(30_000)}${"]".repeat(30_000)}}`)).not.toEqual([]);
  expect(mistakesOf(`{"Statement":{"Action":"${"\\\\".repeat(30_000)}"}}`)).not.toEqual([]);
  expect(performance.now() - start).toBeLessThan(1000);
});
