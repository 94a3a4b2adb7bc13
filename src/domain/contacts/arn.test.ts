import { expect, it } from "vitest";
import { channelArn, contactArn, engagementArn, pageArn, parseContactsArn, rotationArn } from "./arn.ts";

const home = { account: "111122223333", region: "us-east-1" };
const id = "01234567-89ab-4cde-8f01-23456789abcd";
const bob = contactArn(home, "bob_-1");

it("ARNs are those of the service, and are read as they were made", () => {
  const of = (resource: string) => `arn:aws:ssm-contacts:us-east-1:111122223333:${resource}`;
  for (const [arn, text, named] of [
    [bob, "contact/bob_-1", { kind: "contact", alias: "bob_-1" }],
    [rotationArn(home, id), `rotation/${id}`, { kind: "rotation", id }],
    [channelArn(bob, id), `contact-channel/bob_-1/${id}`, { kind: "contact-channel", alias: "bob_-1", id }],
    [engagementArn(bob, id), `engagement/bob_-1/${id}`, { kind: "engagement", alias: "bob_-1", id }],
    [pageArn(bob, id), `page/bob_-1/${id}`, { kind: "page", alias: "bob_-1", id }],
  ] as const) {
    expect(arn).toBe(of(text));
    expect(parseContactsArn(arn)).toEqual({ ...home, ...named });
  }
});

it.each([
  "",
  "bob",
  bob.replace("bob", "Bob"),
  `${bob}/`,
  `${bob}\n`,
  bob.replace("aws", "aws-cn"),
  bob.replace("111122223333", "1111"),
  bob.replace("us-east-1", ""),
  rotationArn(home, "primary"),
  channelArn(bob, "1"),
  bob.replace("contact/", "device/"),
  contactArn(home, "a".repeat(256)),
  `arn:aws:ssm-contacts:us-east-1:111122223333:${"contact/".repeat(250)}`,
])("names nothing: %j", (arn) => {
  expect(parseContactsArn(arn)).toBeUndefined();
});
