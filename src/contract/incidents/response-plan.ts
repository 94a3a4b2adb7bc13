// Response plans: what an incident starts with, whom it engages and what it runs.
import { type OutputOf, operation } from "../operation.ts";
import { type Infer, list, matching, required, string, structure } from "../shape.ts";
import { always, conflict, resourceNotFound } from "./errors.ts";
import { chatChannel, notificationTargets } from "./notification.ts";
import { integrations } from "./pager-duty.ts";
import { actions } from "./runbook.ts";
import { tagMap, tagMapUpdate } from "./tag.ts";
import {
  arn,
  clientToken,
  dedupeString,
  impact,
  incidentSummary,
  incidentTitle,
  nextToken,
  paging,
} from "./vocabulary.ts";

const responsePlanName = string({ min: 1, max: 200, ...matching("^[a-zA-Z0-9-_]*$") });
const displayName = string({ max: 200 });

const engagedContact = string({
  max: 2048,
  ...matching("^arn:aws(-cn|-us-gov)?:ssm-contacts:[a-z0-9-]*:([0-9]{12}):contact/[a-z0-9_-]+$"),
});

const incidentTemplate = structure("IncidentTemplate", {
  impact: required(impact),
  title: required(incidentTitle),
  dedupeString,
  incidentTags: tagMap,
  notificationTargets,
  summary: incidentSummary,
});
export type IncidentTemplate = Infer<typeof incidentTemplate>;

/** What a plan has besides its name and template. */
const response = {
  actions,
  chatChannel,
  displayName,
  engagements: list(engagedContact, { max: 5 }),
  integrations,
} as const;

export const createResponsePlan = operation({
  name: "CreateResponsePlan",
  http: { method: "POST", path: "/createResponsePlan", status: 201 },
  idempotent: true,
  input: structure("CreateResponsePlanInput", {
    name: required(responsePlanName),
    incidentTemplate: required(incidentTemplate),
    ...response,
    tags: tagMap,
    clientToken,
  }),
  output: structure("CreateResponsePlanOutput", { arn: required(arn) }),
  errors: [...always, conflict, resourceNotFound],
});

export const getResponsePlan = operation({
  name: "GetResponsePlan",
  http: { method: "GET", path: "/getResponsePlan", status: 200 },
  input: structure("GetResponsePlanInput", { arn: required(arn, { location: "query" }) }),
  output: structure("GetResponsePlanOutput", {
    arn: required(arn),
    name: required(responsePlanName),
    incidentTemplate: required(incidentTemplate),
    ...response,
  }),
  errors: [...always, resourceNotFound],
});
export type ResponsePlan = OutputOf<typeof getResponsePlan>;

const responsePlanSummary = structure("ResponsePlanSummary", {
  arn: required(arn),
  name: required(responsePlanName),
  displayName,
});
export type ResponsePlanSummary = Infer<typeof responsePlanSummary>;

export const listResponsePlans = operation({
  name: "ListResponsePlans",
  http: { method: "POST", path: "/listResponsePlans", status: 200 },
  input: structure("ListResponsePlansInput", { ...paging }),
  output: structure("ListResponsePlansOutput", {
    responsePlanSummaries: required(list(responsePlanSummary, { max: 100 })),
    nextToken,
  }),
  errors: always,
  paginated: { token: "nextToken", limit: "maxResults", items: "responsePlanSummaries" },
});

export const updateResponsePlan = operation({
  name: "UpdateResponsePlan",
  http: { method: "POST", path: "/updateResponsePlan", status: 204 },
  idempotent: true,
  input: structure("UpdateResponsePlanInput", {
    arn: required(arn),
    incidentTemplateDedupeString: dedupeString,
    incidentTemplateImpact: impact,
    incidentTemplateNotificationTargets: notificationTargets,
    incidentTemplateSummary: incidentSummary,
    incidentTemplateTags: tagMapUpdate,
    incidentTemplateTitle: incidentTitle,
    ...response,
    clientToken,
  }),
  output: structure("UpdateResponsePlanOutput", {}),
  errors: [...always, conflict, resourceNotFound],
});

export const deleteResponsePlan = operation({
  name: "DeleteResponsePlan",
  http: { method: "POST", path: "/deleteResponsePlan", status: 204 },
  idempotent: true,
  input: structure("DeleteResponsePlanInput", { arn: required(arn) }),
  output: structure("DeleteResponsePlanOutput", {}),
  errors: always,
});
