// GetReplicationSet: the set, its Regions, and how far each of them is.
import { type Implementation, implement } from "../../contract/call.ts";
import { getReplicationSet as operation } from "../../contract/incidents/replication-set.ts";
import type { Given } from "../given.ts";
import { ownReplicationSet, shown } from "./own-replication-set.ts";

export const getReplicationSet = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ arn }) => [arn],
    run: async ({ arn }, { caller: { account } }) => ({
      replicationSet: shown(await ownReplicationSet(given.storage, { account, arn })),
    }),
  });
