// The policies that come with Tocsin, known by name. They may grow with the APIs, so keys keep the name and not the text.
import type { ReadyMadeName } from "../../contract/tocsin/access-key.ts";
import type { Policy } from "./policy-document.ts";

const allow = (...actions: readonly string[]): Policy => [
  {
    effect: "Allow",
    actions: { except: false, patterns: actions },
    resources: { except: false, patterns: ["*"] },
  },
];

/** The actions of AWSIncidentManagerResolverAccess, version 4 (AWS managed policy reference). */
const resolver = [
  "ssm-incidents:StartIncident",
  "ssm-contacts:StartEngagement",
  "ssm-incidents:ListResponsePlans",
  "ssm-incidents:GetResponsePlan",
  "ssm-incidents:ListIncidentRecords",
  "ssm-incidents:GetIncidentRecord",
  "ssm-incidents:UpdateIncidentRecord",
  "ssm-incidents:ListTimelineEvents",
  "ssm-incidents:CreateTimelineEvent",
  "ssm-incidents:GetTimelineEvent",
  "ssm-incidents:UpdateTimelineEvent",
  "ssm-incidents:DeleteTimelineEvent",
  "ssm-incidents:ListRelatedItems",
  "ssm-incidents:UpdateRelatedItems",
];

/** Everything that only looks, in both APIs. Access keys are not shown to it. */
const readonly = [
  "ssm-incidents:Get*",
  "ssm-incidents:List*",
  "ssm-incidents:BatchGet*",
  "ssm-contacts:Get*",
  "ssm-contacts:List*",
  "ssm-contacts:Describe*",
];

const policies: Readonly<Record<ReadyMadeName, Policy>> = {
  admin: allow("*"),
  resolver: allow(...resolver),
  readonly: allow(...readonly),
};

/** Also asked for names from outside, such as `constructor`. */
export const isReadyMade = (name: string): name is ReadyMadeName => Object.hasOwn(policies, name);

export const readyMade = (name: ReadyMadeName): Policy => policies[name];
