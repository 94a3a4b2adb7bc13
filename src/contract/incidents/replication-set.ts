// The replication set: the Regions in which an account's incidents are kept, and the keys that encrypt them.
import { operation } from "../operation.ts";
import {
  type Infer,
  boolean,
  list,
  map,
  required,
  string,
  structure,
  timestamp,
  union,
  words,
} from "../shape.ts";
import { always, conflict, resourceNotFound, serviceQuotaExceeded } from "./errors.ts";
import { tagMap } from "./tag.ts";
import { arn, clientToken, nextToken, paging } from "./vocabulary.ts";

const regionName = string({ max: 20 });
const sseKmsKeyId = string({ max: 2048 });

const regionInfo = structure("RegionInfo", {
  status: required(words("ACTIVE", "CREATING", "DELETING", "FAILED")),
  statusUpdateDateTime: required(timestamp()),
  sseKmsKeyId,
  statusMessage: string(),
});
export type RegionInfo = Infer<typeof regionInfo>;

const replicationSet = structure("ReplicationSet", {
  arn,
  createdBy: required(arn),
  createdTime: required(timestamp()),
  deletionProtected: required(boolean()),
  lastModifiedBy: required(arn),
  lastModifiedTime: required(timestamp()),
  regionMap: required(map(regionName, regionInfo)),
  status: required(words("ACTIVE", "CREATING", "UPDATING", "DELETING", "FAILED")),
});
export type ReplicationSet = Infer<typeof replicationSet>;

const regionMapInputValue = structure("RegionMapInputValue", { sseKmsKeyId });

export const createReplicationSet = operation({
  name: "CreateReplicationSet",
  http: { method: "POST", path: "/createReplicationSet", status: 201 },
  input: structure("CreateReplicationSetInput", {
    regions: required(map(regionName, regionMapInputValue, { min: 1, max: 3 })),
    tags: tagMap,
    clientToken,
  }),
  output: structure("CreateReplicationSetOutput", { arn: required(arn) }),
  errors: [...always, conflict, serviceQuotaExceeded],
});

export const getReplicationSet = operation({
  name: "GetReplicationSet",
  http: { method: "GET", path: "/getReplicationSet", status: 200 },
  input: structure("GetReplicationSetInput", { arn: required(arn, { location: "query" }) }),
  output: structure("GetReplicationSetOutput", { replicationSet: required(replicationSet) }),
  errors: [...always, resourceNotFound],
});

export const listReplicationSets = operation({
  name: "ListReplicationSets",
  http: { method: "POST", path: "/listReplicationSets", status: 200 },
  input: structure("ListReplicationSetsInput", { ...paging }),
  output: structure("ListReplicationSetsOutput", { replicationSetArns: required(list(arn)), nextToken }),
  errors: always,
  paginated: { token: "nextToken", limit: "maxResults", items: "replicationSetArns" },
});

const updateReplicationSetAction = union("UpdateReplicationSetAction", {
  addRegionAction: structure("AddRegionAction", { regionName: required(regionName), sseKmsKeyId }),
  deleteRegionAction: structure("DeleteRegionAction", { regionName: required(regionName) }),
});
export type UpdateReplicationSetAction = Infer<typeof updateReplicationSetAction>;

export const updateReplicationSet = operation({
  name: "UpdateReplicationSet",
  http: { method: "POST", path: "/updateReplicationSet", status: 204 },
  input: structure("UpdateReplicationSetInput", {
    arn: required(arn),
    actions: required(list(updateReplicationSetAction, { min: 1, max: 1 })),
    clientToken,
  }),
  output: structure("UpdateReplicationSetOutput", {}),
  errors: [...always, conflict, resourceNotFound],
});

export const deleteReplicationSet = operation({
  name: "DeleteReplicationSet",
  http: { method: "POST", path: "/deleteReplicationSet", status: 204 },
  input: structure("DeleteReplicationSetInput", { arn: required(arn, { location: "query" }) }),
  output: structure("DeleteReplicationSetOutput", {}),
  errors: [...always, resourceNotFound],
});

export const updateDeletionProtection = operation({
  name: "UpdateDeletionProtection",
  http: { method: "POST", path: "/updateDeletionProtection", status: 204 },
  input: structure("UpdateDeletionProtectionInput", {
    arn: required(arn),
    deletionProtected: required(boolean()),
    clientToken,
  }),
  output: structure("UpdateDeletionProtectionOutput", {}),
  errors: [...always, resourceNotFound],
});
