import { expect, test } from "vitest";
import { contactsArn } from "../../contract/contacts/vocabulary.ts";
import { contactArn, engagementArn } from "./example-engagements.ts";
import { pageArn, pageToSend } from "./page.ts";

const path = {
  engagement: engagementArn,
  contact: contactArn("alice"),
  by: { round: 1, stage: 0, target: 0 },
  stage: 0,
  target: 0,
};

test("the same place in an engagement always has the same page, and any other has another", () => {
  const others = [
    { ...path, engagement: `${engagementArn}1` },
    { ...path, contact: contactArn("bob") },
    { ...path, by: { ...path.by, round: 2 } },
    { ...path, by: { ...path.by, stage: 1 } },
    { ...path, by: { ...path.by, target: 1 } },
    { ...path, stage: 1 },
    { ...path, target: 1 },
  ];
  expect(pageArn({ ...path })).toBe(pageArn(path));
  expect(new Set([path, ...others].map(pageArn)).size).toBe(8);
});

test("a page's ARN names the person and ends in a UUID", () => {
  expect(pageArn(path)).toMatch(
    /^arn:aws:ssm-contacts:us-east-1:111122223333:page\/alice\/[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/,
  );
  expect(pageArn(path)).toMatch(contactsArn.pattern ?? /never^/);
});

test("a new page is due at once, with its code", () => {
  const asked = {
    arn: pageArn(path),
    engagement: engagementArn,
    contact: path.contact,
    channel: "sms",
    created: 5,
    retryEvery: 0,
    resolutions: [],
  };
  expect(pageToSend(asked, "012345")).toMatchObject({
    code: "012345",
    state: "due",
    attempt: 1,
    due: 5,
    begun: false,
  });
});
