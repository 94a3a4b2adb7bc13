// DeleteReplicationSet: ends the account's use of Incident Manager, and deletes all it has there.
import { type Implementation, implement } from "../../contract/call.ts";
import { deleteReplicationSet as operation } from "../../contract/incidents/replication-set.ts";
import { protectedText } from "../../domain/replication-set.ts";
import type { Given } from "../given.ts";
import { beginEnd, endAtOnce } from "./end-replication-set.ts";
import { validation } from "./errors.ts";
import { lockOwnReplicationSet } from "./own-replication-set.ts";

export const deleteReplicationSet = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ arn }) => [arn],
    run: async ({ arn }, { caller: { account, arn: by } }) => {
      const change = { by, now: given.clock.now() };
      await given.storage.write(async (tx) => {
        const set = await lockOwnReplicationSet(tx, { account, arn });
        if (set.status === "DELETING") return;
        if (set.deletionProtected) throw validation(protectedText);
        // The operation models no ConflictException.
        if (set.status !== "ACTIVE")
          throw validation(`The replication set is ${set.status}: wait until it is ACTIVE to delete it.`);
        await beginEnd(given, tx, { account, set, change });
      });
      await endAtOnce(given, account);
      return {};
    },
  });
