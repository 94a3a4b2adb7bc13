// The policy that shares a contact, and engaging it, with other accounts.
import { type Sharing, policyMistakes } from "../sharing-policy.ts";

/** Source: user guide, the permissions of a shared contact. */
const shareable: ReadonlySet<string> = new Set(
  ["GetContact", "StartEngagement", "DescribeEngagement", "ListPagesByEngagement", "StopEngagement"].map(
    (action) => `ssm-contacts:${action}`,
  ),
);

/** @returns every mistake, each with its place */
export const contactSharingMistakes = (policy: string, contactArn: string): readonly string[] =>
  policyMistakes(policy, sharingOf(contactArn));

const sharingOf = (contactArn: string): Sharing => {
  const resources = new Set([contactArn, `${contactArn.replace(":contact/", ":engagement/")}/*`]);
  return {
    thing: "a contact",
    actions: shareable,
    isShared: (resource) => resources.has(resource),
    expectedResource: "the shared contact, or its engagements",
  };
};
