// UpdateReplicationSet: one Region comes or goes; with the last one the whole set goes.
import { type Implementation, implement } from "../../contract/call.ts";
import {
  type UpdateReplicationSetAction,
  updateReplicationSet as operation,
} from "../../contract/incidents/replication-set.ts";
import { type Change, endsTheSet, objection, updating } from "../../domain/replication-set.ts";
import { saveReplicationSet } from "../../storage/replication-sets.ts";
import type { Transaction } from "../../storage/storage.ts";
import type { Given } from "../given.ts";
import { idempotently } from "../idempotent.ts";
import { awaitReplication } from "./await-replication.ts";
import { refuse, wrongRegion } from "./beyond-shapes.ts";
import { beginEnd, endAtOnce } from "./end-replication-set.ts";
import { conflict, tokenReused, validation } from "./errors.ts";
import { lockOwnReplicationSet } from "./own-replication-set.ts";

export const updateReplicationSet = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ arn }) => [arn],
    run: async (input, { caller: { account, arn: by } }) => {
      const { arn } = input;
      // The contract lets exactly one through.
      const [action] = input.actions;
      if (action === undefined) return {};
      const change = { by, now: given.clock.now() };
      refuse(wrongRegion("actions.1.member.addRegionAction.regionName", action.addRegionAction?.regionName));
      const { ended } = await idempotently(given, {
        account,
        operation: operation.name,
        input,
        mismatch: tokenReused,
        run: (tx) => update({ given, tx, account, arn, action, change }),
      });
      if (ended) await endAtOnce(given, account);
      return {};
    },
  });

interface Update {
  readonly given: Given;
  readonly tx: Transaction;
  readonly account: string;
  readonly arn: string;
  readonly action: UpdateReplicationSetAction;
  readonly change: Change;
}

async function update({ given, tx, account, arn, action, change }: Update): Promise<{ ended: boolean }> {
  const set = await lockOwnReplicationSet(tx, { account, arn });
  if (set.status !== "ACTIVE")
    throw conflict(
      `The replication set is ${set.status}: wait until it is ACTIVE to change its Regions.`,
      "REPLICATION_SET",
      arn,
    );
  const refused = objection(set, action);
  if (refused !== undefined) throw validation(refused);
  const ended = endsTheSet(set, action);
  if (ended) await beginEnd(given, tx, { account, set, change });
  else {
    const next = updating(set, action, change);
    await saveReplicationSet(tx, account, await awaitReplication(given, tx, { account, set: next }));
  }
  return { ended };
}
