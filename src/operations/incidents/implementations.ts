// Every operation of ssm-incidents that is built, by its name.
import type { Implementation } from "../../contract/call.ts";
import type { Given } from "../given.ts";
import { createReplicationSet } from "./create-replication-set.ts";
import { createResponsePlan } from "./create-response-plan.ts";
import { deleteReplicationSet } from "./delete-replication-set.ts";
import { deleteResourcePolicy } from "./delete-resource-policy.ts";
import { deleteResponsePlan } from "./delete-response-plan.ts";
import { getReplicationSet } from "./get-replication-set.ts";
import { getResourcePolicies } from "./get-resource-policies.ts";
import { getResponsePlan } from "./get-response-plan.ts";
import { listReplicationSets } from "./list-replication-sets.ts";
import { listResponsePlans } from "./list-response-plans.ts";
import { listTagsForResource } from "./list-tags-for-resource.ts";
import { putResourcePolicy } from "./put-resource-policy.ts";
import { tagResource } from "./tag-resource.ts";
import { untagResource } from "./untag-resource.ts";
import { updateDeletionProtection } from "./update-deletion-protection.ts";
import { updateReplicationSet } from "./update-replication-set.ts";
import { updateResponsePlan } from "./update-response-plan.ts";

const built: readonly ((given: Given) => Implementation)[] = [
  createReplicationSet,
  getReplicationSet,
  listReplicationSets,
  updateReplicationSet,
  updateDeletionProtection,
  deleteReplicationSet,

  createResponsePlan,
  getResponsePlan,
  listResponsePlans,
  updateResponsePlan,
  deleteResponsePlan,

  putResourcePolicy,
  getResourcePolicies,
  deleteResourcePolicy,

  tagResource,
  untagResource,
  listTagsForResource,
];

export const incidentsImplementations = (given: Given): ReadonlyMap<string, Implementation> =>
  new Map(built.map((build) => build(given)).map((it) => [it.operation.name, it]));
