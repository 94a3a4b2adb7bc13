// CreateReplicationSet: the first call of every account.
import { type Implementation, implement } from "../../contract/call.ts";
import { createReplicationSet as operation } from "../../contract/incidents/replication-set.ts";
import type { InputOf } from "../../contract/operation.ts";
import { replicationSetArn } from "../../domain/arn.ts";
import { type Change, begun } from "../../domain/replication-set.ts";
import { addReplicationSet, findReplicationSet } from "../../storage/replication-sets.ts";
import type { Transaction } from "../../storage/storage.ts";
import { writeTags } from "../../storage/tags.ts";
import type { Given } from "../given.ts";
import { idempotently } from "../idempotent.ts";
import { awaitReplication } from "./await-replication.ts";
import { refuse, reservedTagKeys, wrongRegionKeys } from "./beyond-shapes.ts";
import { conflict, quotaExceeded, tokenReused } from "./errors.ts";

export const createReplicationSet = (given: Given): Implementation =>
  implement({
    operation,
    resources: (_input, { account }) => [replicationSetArn(account, "*")],
    run: async (input, { caller: { account, arn: by } }) => {
      refuse([
        ...wrongRegionKeys("regions", Object.keys(input.regions)),
        ...reservedTagKeys("tags", input.tags),
      ]);
      const change = { by, now: given.clock.now() };
      return idempotently(given, {
        account,
        operation: operation.name,
        input,
        mismatch: tokenReused,
        run: (tx) => create({ given, tx, account, input, change }),
      });
    },
  });

interface Creation {
  readonly given: Given;
  readonly tx: Transaction;
  readonly account: string;
  readonly input: InputOf<typeof operation>;
  readonly change: Change;
}

async function create({ given, tx, account, input, change }: Creation): Promise<{ arn: string }> {
  const arn = replicationSetArn(account, given.newId());
  const regions = Object.entries(input.regions).map(([name, { sseKmsKeyId }]) => ({ name, sseKmsKeyId }));
  const set = await awaitReplication(given, tx, { account, set: begun(arn, regions, change) });
  if (!(await addReplicationSet(tx, account, set))) throw await thereIsOne(tx, account);
  await writeTags(tx, { arn, account }, input.tags ?? {});
  return { arn };
}

/** AWS's own CloudFormation handler takes the quota's error for "it exists already". */
async function thereIsOne(tx: Transaction, account: string): Promise<Error> {
  const present = await findReplicationSet(tx, account);
  if (present?.status === "DELETING")
    return conflict("The account's replication set is still being deleted.", "REPLICATION_SET", present.arn);
  return quotaExceeded(
    `Account ${account} has a replication set already; an account has at most one.`,
    "replication-sets-per-account",
    "REPLICATION_SET",
  );
}
