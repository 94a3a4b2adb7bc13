// Access keys, with their secrets sealed. Every secret opens only in the row of its own key.
import sql, { empty } from "sql-template-tag";
import type { Sealer } from "../domain/secrets/seal.ts";
import type { Reader, Transaction } from "./storage.ts";

/** What is kept of a key besides its secret. Times are epoch milliseconds. */
export interface AccessKeyRecord {
  readonly accessKeyId: string;
  /** Twelve digits. */
  readonly account: string;
  readonly kind: "root" | "user";
  /** `root` for the root key. */
  readonly userName: string;
  /** The name of a ready-made policy, or a document. */
  readonly policy: string;
  readonly created: number;
  /** Not exact: see access-key-use.ts. */
  readonly lastUsed?: number;
  readonly revoked?: number;
}

/** A key with which requests can be checked. */
export interface AccessKey extends AccessKeyRecord {
  readonly secretAccessKey: string;
  readonly arn: string;
}

interface Row {
  readonly access_key_id: string;
  readonly account: string;
  readonly kind: "root" | "user";
  readonly user_name: string;
  readonly sealed: string;
  readonly policy: string;
  readonly created: number;
  readonly last_used: number | null;
  readonly revoked: number | null;
}

const recordOf = (row: Row): AccessKeyRecord => ({
  accessKeyId: row.access_key_id,
  account: row.account,
  kind: row.kind,
  userName: row.user_name,
  policy: row.policy,
  created: row.created,
  ...(row.last_used === null ? {} : { lastUsed: row.last_used }),
  ...(row.revoked === null ? {} : { revoked: row.revoked }),
});

/** The ARN of whoever signs with the key. */
export const arnOf = ({
  account,
  kind,
  userName,
}: Pick<AccessKeyRecord, "account" | "kind" | "userName">): string =>
  kind === "root" ? `arn:aws:iam::${account}:root` : `arn:aws:iam::${account}:user/${userName}`;

/** Where the secret of a key is sealed: the row, and the file with the root key. */
export const placeOf = (accessKeyId: string): string => `access-key/${accessKeyId}`;

type NewAccessKey = Omit<AccessKeyRecord, "lastUsed" | "revoked"> & { readonly sealed: string };

/** @throws {UniqueViolation} */
export const addAccessKey = (tx: Transaction, key: NewAccessKey): Promise<number> =>
  tx.run(sql`
    insert into access_keys (access_key_id, account, kind, user_name, sealed, policy, created)
    values (${key.accessKeyId}, ${key.account}, ${key.kind}, ${key.userName}, ${key.sealed}, ${key.policy}, ${key.created})`);

/**
 * @returns undefined for a key that is unknown or revoked
 * @throws {UnreadableSecret} when it was sealed with another secret key
 */
export async function findAccessKey(
  reader: Reader,
  sealer: Sealer,
  accessKeyId: string,
): Promise<AccessKey | undefined> {
  const row = await reader.first<Row>(sql`
    select * from access_keys where access_key_id = ${accessKeyId} and revoked is null`);
  if (row === undefined) return undefined;
  const record = recordOf(row);
  return {
    ...record,
    arn: arnOf(record),
    secretAccessKey: sealer.open(placeOf(accessKeyId), row.sealed),
  };
}

interface KeyPage {
  readonly account: string;
  /** Only what comes after it: the creation time and id of the last key already listed. */
  readonly after: readonly [created: number, accessKeyId: string] | undefined;
  readonly limit: number;
}

/** The oldest first, the revoked ones included. */
export async function listAccessKeys(
  reader: Reader,
  { account, after, limit }: KeyPage,
): Promise<AccessKeyRecord[]> {
  const beyond = after === undefined ? empty : sql`and (created, access_key_id) > (${after[0]}, ${after[1]})`;
  const rows = await reader.all<Row>(sql`
    select * from access_keys where account = ${account} ${beyond} order by created, access_key_id limit ${limit}`);
  return rows.map(recordOf);
}

/** Listeners of this topic hear the id of each key that is revoked or replaced. */
export const accessKeysChanged = "access-keys";

interface Revocation {
  readonly account: string;
  readonly accessKeyId: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Also forgets its secret. A key that was revoked before stays as it is. @returns whether the account has such a key */
export async function revokeAccessKey(
  tx: Transaction,
  { account, accessKeyId, now }: Revocation,
): Promise<boolean> {
  const revoked = await tx.run(sql`
    update access_keys set revoked = ${now}, sealed = ''
    where access_key_id = ${accessKeyId} and account = ${account} and revoked is null`);
  tx.announce(accessKeysChanged, accessKeyId);
  if (revoked > 0) return true;
  const found = await tx.first(sql`
    select 1 as found from access_keys where access_key_id = ${accessKeyId} and account = ${account}`);
  return found !== undefined;
}
