// Engagements: a contact or escalation plan is called upon, stage by stage, until somebody acknowledges.
import { type OutputOf, operation } from "../operation.ts";
import { type Infer, list, matching, required, string, structure, timestamp } from "../shape.ts";
import { always, dataEncryption, resourceNotFound } from "./errors.ts";
import { contactsArn, filledIdempotencyToken, incidentId, nextToken, paging, rpc } from "./vocabulary.ts";

const sender = string({ max: 255, ...matching(String.raw`^[\\a-zA-Z0-9_@#%*+=:?.\/!\s-]*$`) });
const subject = string({ min: 1, max: 2048, ...matching(String.raw`^[.\s\S]*$`) });
const content = string({ min: 1, max: 8192, ...matching(String.raw`^[.\s\S]*$`) });

/** What a page says: subject and content by voice and email, the public ones by SMS. */
export const message = {
  Sender: required(sender),
  Subject: required(subject),
  Content: required(content),
  PublicSubject: subject,
  PublicContent: content,
  IncidentId: incidentId,
} as const;

/** Who is engaged, for what, by whom. */
export const engaged = {
  EngagementArn: required(contactsArn),
  ContactArn: required(contactsArn),
  Sender: required(sender),
  IncidentId: incidentId,
} as const;

const EngagementId = required(contactsArn);

export const startEngagement = operation({
  name: "StartEngagement",
  http: rpc,
  input: structure("StartEngagementRequest", {
    ContactId: required(contactsArn),
    ...message,
    IdempotencyToken: filledIdempotencyToken,
  }),
  output: structure("StartEngagementResult", { EngagementArn: required(contactsArn) }),
  errors: [...always, dataEncryption, resourceNotFound],
});

export const stopEngagement = operation({
  name: "StopEngagement",
  http: rpc,
  input: structure("StopEngagementRequest", {
    EngagementId,
    Reason: string({ max: 255, ...matching(String.raw`^[.\s\S]*$`) }),
  }),
  output: structure("StopEngagementResult", {}),
  errors: [...always, resourceNotFound],
});

export const describeEngagement = operation({
  name: "DescribeEngagement",
  http: rpc,
  input: structure("DescribeEngagementRequest", { EngagementId }),
  output: structure("DescribeEngagementResult", {
    EngagementArn: required(contactsArn),
    ContactArn: required(contactsArn),
    ...message,
    StartTime: timestamp(),
    StopTime: timestamp(),
  }),
  errors: [...always, dataEncryption, resourceNotFound],
});
export type EngagementDetails = OutputOf<typeof describeEngagement>;

const engagement = structure("Engagement", { ...engaged, StartTime: timestamp(), StopTime: timestamp() });
export type Engagement = Infer<typeof engagement>;

export const listEngagements = operation({
  name: "ListEngagements",
  http: rpc,
  input: structure("ListEngagementsRequest", {
    IncidentId: incidentId,
    TimeRangeValue: structure("TimeRange", { StartTime: timestamp(), EndTime: timestamp() }),
    ...paging,
  }),
  output: structure("ListEngagementsResult", {
    Engagements: required(list(engagement)),
    NextToken: nextToken,
  }),
  errors: always,
  paginated: { token: "NextToken", limit: "MaxResults", items: "Engagements" },
});
