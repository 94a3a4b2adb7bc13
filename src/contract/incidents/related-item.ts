// Related items: what an incident points at, from its parent OpsItem to a metric or a web page.
import { operation } from "../operation.ts";
import { type Infer, list, matching, required, string, structure, union, words } from "../shape.ts";
import { always, conflict, resourceNotFound } from "./errors.ts";
import { pagerDutyIncidentDetail } from "./pager-duty.ts";
import { arn, clientToken, nextToken, paging } from "./vocabulary.ts";

export const relatedItemId = string({
  max: 200,
  ...matching(
    "^related-item/(ANALYSIS|INCIDENT|METRIC|PARENT|ATTACHMENT|OTHER|AUTOMATION|INVOLVED_RESOURCE|TASK)/([0-9]|[A-F]){32}$",
  ),
});

const itemIdentifier = structure("ItemIdentifier", {
  type: required(
    words(
      "ANALYSIS",
      "INCIDENT",
      "METRIC",
      "PARENT",
      "ATTACHMENT",
      "OTHER",
      "AUTOMATION",
      "INVOLVED_RESOURCE",
      "TASK",
    ),
  ),
  value: required(
    union("ItemValue", {
      arn,
      metricDefinition: string({ max: 4000 }),
      pagerDutyIncidentDetail,
      url: string({ max: 1000 }),
    }),
  ),
});
export type ItemIdentifier = Infer<typeof itemIdentifier>;

const relatedItem = structure("RelatedItem", {
  identifier: required(itemIdentifier),
  title: string({ max: 200 }),
  generatedId: relatedItemId,
});
export const relatedItems = list(relatedItem, { max: 100 });
export type RelatedItem = Infer<typeof relatedItem>;

export const listRelatedItems = operation({
  name: "ListRelatedItems",
  http: { method: "POST", path: "/listRelatedItems", status: 200 },
  input: structure("ListRelatedItemsInput", { incidentRecordArn: required(arn), ...paging }),
  output: structure("ListRelatedItemsOutput", { relatedItems: required(relatedItems), nextToken }),
  errors: always,
  paginated: { token: "nextToken", limit: "maxResults", items: "relatedItems" },
});

const relatedItemsUpdate = union("RelatedItemsUpdate", {
  itemToAdd: relatedItem,
  itemToRemove: itemIdentifier,
});
export type RelatedItemsUpdate = Infer<typeof relatedItemsUpdate>;

export const updateRelatedItems = operation({
  name: "UpdateRelatedItems",
  http: { method: "POST", path: "/updateRelatedItems", status: 204 },
  idempotent: true,
  input: structure("UpdateRelatedItemsInput", {
    incidentRecordArn: required(arn),
    relatedItemsUpdate: required(relatedItemsUpdate),
    clientToken,
  }),
  output: structure("UpdateRelatedItemsOutput", {}),
  errors: [...always, conflict, resourceNotFound],
});
