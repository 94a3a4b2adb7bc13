// Replication sets, one for each account that works with incidents.
import sql from "sql-template-tag";
import type { ReplicationSet } from "../domain/replication-set.ts";
import type { Reader, Transaction } from "./storage.ts";

interface Row {
  readonly document: string;
}

const read = (row: Row | undefined): ReplicationSet | undefined =>
  row === undefined ? undefined : (JSON.parse(row.document) as ReplicationSet);

const ofAccount = (account: string) => sql`select document from replication_sets where account = ${account}`;

export const findReplicationSet = async (
  reader: Reader,
  account: string,
): Promise<ReplicationSet | undefined> => read(await reader.first<Row>(ofAccount(account)));

/** Keeps the set as it is until the end of the transaction; waits for those who rely on it being ACTIVE. */
export const lockReplicationSet = async (
  tx: Transaction,
  account: string,
): Promise<ReplicationSet | undefined> => read(await tx.lock<Row>(ofAccount(account), "update"));

/** @returns false, changing nothing, when the account has a set already */
export const addReplicationSet = async (
  tx: Transaction,
  account: string,
  set: ReplicationSet,
): Promise<boolean> =>
  (await tx.run(sql`
    insert into replication_sets (account, arn, status, document)
    values (${account}, ${set.arn}, ${set.status}, ${JSON.stringify(set)})
    on conflict (account) do nothing`)) === 1;

export const saveReplicationSet = (tx: Transaction, account: string, set: ReplicationSet): Promise<number> =>
  tx.run(sql`
    update replication_sets set status = ${set.status}, document = ${JSON.stringify(set)}
    where account = ${account}`);

/**
 * Waits for those who rely on it being ACTIVE; those who begin to meanwhile begin again, and see all that this transaction
 * does. For what others read without a lock of their own.
 */
export const touchReplicationSet = (tx: Transaction, account: string): Promise<number> =>
  tx.run(sql`update replication_sets set status = status where account = ${account}`);

export const removeReplicationSet = (tx: Transaction, account: string): Promise<number> =>
  tx.run(sql`delete from replication_sets where account = ${account}`);

const statusOf = (account: string) => sql`select status from replication_sets where account = ${account}`;

const serves = (row: { readonly status: string } | undefined): boolean =>
  row?.status === "ACTIVE" || row?.status === "UPDATING";

/** Whether the account can work with incidents; if so, its set cannot be deleted before the transaction ends. */
export const lockActiveSet = async (tx: Transaction, account: string): Promise<boolean> =>
  serves(await tx.lock(statusOf(account), "share"));

/** Whether the account can work with incidents at the moment of the reading. */
export const hasActiveSet = async (reader: Reader, account: string): Promise<boolean> =>
  serves(await reader.first(statusOf(account)));
