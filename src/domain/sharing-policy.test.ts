import { describe, expect, it } from "vitest";
import { sharingMistakes } from "./sharing-policy.ts";

const shared = { account: "111122223333", name: "web" };
const statement = {
  Sid: "d901b37a-dbb0-458a-8842-75575c464219-external-principals",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::222233334444:root" },
  Action: ["ssm-incidents:GetResponsePlan", "ssm-incidents:StartIncident"],
  Resource: [
    "arn:aws:ssm-incidents:*:111122223333:response-plan/web",
    "arn:aws:ssm-incidents:*:111122223333:incident-record/web/*",
  ],
};
const mistakesIn = (changes: object): readonly string[] =>
  sharingMistakes(
    JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, ...changes }] }),
    shared,
  );

describe("a sharing policy", () => {
  it.each([
    ["as Resource Access Manager writes it", {}],
    ["with a bare account", { Principal: { AWS: ["222233334444", "333344445555"] } }],
    ["with a role", { Principal: { AWS: "arn:aws:iam::222233334444:role/path/Responder" } }],
    [
      "with one action and the plan's own ARN",
      {
        Action: "ssm-incidents:ListRelatedItems",
        Resource: "arn:aws:ssm-incidents::111122223333:response-plan/web",
      },
    ],
    ["without a Sid", { Sid: undefined }],
  ])("is fine %s", (_, changes) => {
    expect(mistakesIn(changes)).toEqual([]);
  });

  it.each([
    ["that denies", { Effect: "Deny" }, "Statement[0].Effect"],
    ["with a condition", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }, "Condition"],
    ["for everybody", { Principal: "*" }, "Statement[0].Principal"],
    ["for every account", { Principal: { AWS: "*" } }, "Statement[0].Principal.AWS"],
    ["without a principal", { Principal: undefined }, "Statement[0].Principal"],
    ["for a service", { Principal: { Service: "ec2.amazonaws.com" } }, "Statement[0].Principal"],
    [
      "with an action that sharing does not give",
      { Action: ["ssm-incidents:DeleteTimelineEvent"] },
      "DeleteTimelineEvent",
    ],
    ["with all actions", { Action: "ssm-incidents:*" }, "Statement[0].Action"],
    ["without an action", { Action: [] }, "Statement[0].Action"],
    [
      "for another plan",
      { Resource: "arn:aws:ssm-incidents:*:111122223333:response-plan/other" },
      "Statement[0].Resource",
    ],
    [
      "for another account's plan",
      { Resource: "arn:aws:ssm-incidents:*:222233334444:response-plan/web" },
      "Statement[0].Resource",
    ],
    ["for everything", { Resource: "*" }, "Statement[0].Resource"],
    ["with what it turns round", { NotAction: "ssm-incidents:StartIncident" }, "NotAction"],
  ])("is refused %s", (_, changes, place) => {
    const mistakes = mistakesIn(changes);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toContain(place);
  });

  it.each([
    ["not JSON", "{"],
    ["a list", "[]"],
    ["a text", '"Allow"'],
    ["null", "null"],
    ["without a statement", '{"Version":"2012-10-17"}'],
    ["of an unknown version", JSON.stringify({ Version: "2030-01-01", Statement: statement })],
    ["with an unknown element", JSON.stringify({ __proto__x: 1, Statement: statement })],
    ["with one key twice", `{"Statement":[],"Statement":${JSON.stringify(statement)}}`],
    ["with a statement that is none", '{"Statement":[null]}'],
    ["nested as deep as it can be", `{"Statement":${"[".repeat(1990)}${"]".repeat(1990)}}`],
  ])("is refused when it is %s", (_, text) => {
    expect(sharingMistakes(text, shared)).toHaveLength(1);
  });

  it("tells of every mistake at once", () => {
    expect(mistakesIn({ Effect: "Deny", Principal: "*", Resource: "*" })).toHaveLength(3);
  });

  it("answers with a few words, however many actions are wrong", () => {
    const [mistake = ""] = mistakesIn({ Action: Array.from({ length: 700 }, () => "a") });
    expect(mistake).toMatch(/and 695 more$/);
  });
});
