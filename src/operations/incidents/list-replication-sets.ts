// ListReplicationSets: the account's set, if it has one.
import { type Implementation, implement } from "../../contract/call.ts";
import { listReplicationSets as operation } from "../../contract/incidents/replication-set.ts";
import { findReplicationSet } from "../../storage/replication-sets.ts";
import type { Given } from "../given.ts";
import { page } from "../page.ts";
import { validation } from "./errors.ts";

export const listReplicationSets = (given: Given): Implementation =>
  implement({
    operation,
    resources: () => ["*"],
    run: async ({ maxResults, nextToken }, { caller: { account } }) => {
      const { rows, ...next } = await page(given, {
        query: { operation: operation.name, account, arguments: {} },
        maxResults,
        nextToken,
        rowsAfter: async () => {
          const set = await findReplicationSet(given.storage, account);
          return set === undefined ? [] : [set.arn];
        },
        positionOf: (arn) => [arn],
        refuse: validation,
      });
      return { replicationSetArns: [...rows], ...next };
    },
  });
