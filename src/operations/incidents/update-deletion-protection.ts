// UpdateDeletionProtection: whether the last Region of the set, and so all the account's data, can be deleted.
import { type Implementation, implement } from "../../contract/call.ts";
import { updateDeletionProtection as operation } from "../../contract/incidents/replication-set.ts";
import { withProtection } from "../../domain/replication-set.ts";
import { saveReplicationSet } from "../../storage/replication-sets.ts";
import type { Given } from "../given.ts";
import { idempotently } from "../idempotent.ts";
import { tokenReusedUnmodelled, validation } from "./errors.ts";
import { lockOwnReplicationSet } from "./own-replication-set.ts";

export const updateDeletionProtection = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ arn }) => [arn],
    run: async (input, { caller: { account, arn: by } }) => {
      const { arn, deletionProtected } = input;
      const change = { by, now: given.clock.now() };
      return idempotently(given, {
        account,
        operation: operation.name,
        input,
        mismatch: tokenReusedUnmodelled,
        run: async (tx) => {
          const set = await lockOwnReplicationSet(tx, { account, arn });
          if (set.status === "DELETING") throw validation("The replication set is being deleted.");
          await saveReplicationSet(tx, account, withProtection(set, deletionProtected, change));
          return {};
        },
      });
    },
  });
