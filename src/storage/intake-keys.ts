// Intake keys, by the part of them that is no secret.
import sql, { empty } from "sql-template-tag";
import type { IntakeKeyRecord } from "../domain/alerts/intake-key.ts";
import type { Reader, Transaction } from "./storage.ts";

interface Row {
  readonly key_id: string;
  readonly account: string;
  readonly hash: string;
  readonly plan_name: string;
  readonly sources: string | null;
  readonly sealed_signing_secret: string | null;
  readonly created: number;
  readonly last_used: number | null;
  readonly revoked: number | null;
}

const recordOf = (row: Row): IntakeKeyRecord => ({
  keyId: row.key_id,
  account: row.account,
  hash: row.hash,
  planName: row.plan_name,
  ...(row.sources === null ? {} : { sources: JSON.parse(row.sources) as string[] }),
  ...(row.sealed_signing_secret === null ? {} : { sealedSigningSecret: row.sealed_signing_secret }),
  created: row.created,
  ...(row.last_used === null ? {} : { lastUsed: row.last_used }),
  ...(row.revoked === null ? {} : { revoked: row.revoked }),
});

/** Where the signing secret of a key is sealed. */
export const placeOf = (keyId: string): string => `intake-key/${keyId}`;

/** @throws {UniqueViolation} */
export const addIntakeKey = (tx: Transaction, key: IntakeKeyRecord): Promise<number> =>
  tx.run(sql`
    insert into intake_keys (key_id, account, hash, plan_name, sources, sealed_signing_secret, created)
    values (${key.keyId}, ${key.account}, ${key.hash}, ${key.planName},
      ${key.sources === undefined ? null : JSON.stringify(key.sources)}, ${key.sealedSigningSecret ?? null}, ${key.created})`);

/** @returns undefined for a key that is unknown or revoked */
export async function findIntakeKey(reader: Reader, keyId: string): Promise<IntakeKeyRecord | undefined> {
  const row = await reader.first<Row>(
    sql`select * from intake_keys where key_id = ${keyId} and revoked is null`,
  );
  return row === undefined ? undefined : recordOf(row);
}

interface KeyPage {
  readonly account: string;
  /** Only those of this plan. */
  readonly planName: string | undefined;
  /** Only what comes after it: the creation time and id of the last key already listed. */
  readonly after: readonly [created: number, keyId: string] | undefined;
  readonly limit: number;
}

/** The oldest first, the revoked ones included. */
export async function listIntakeKeys(
  reader: Reader,
  { account, planName, after, limit }: KeyPage,
): Promise<IntakeKeyRecord[]> {
  const beyond = after === undefined ? empty : sql`and (created, key_id) > (${after[0]}, ${after[1]})`;
  const ofPlan = planName === undefined ? empty : sql`and plan_name = ${planName}`;
  const rows = await reader.all<Row>(sql`
    select * from intake_keys where account = ${account} ${ofPlan} ${beyond} order by created, key_id limit ${limit}`);
  return rows.map(recordOf);
}

/** Listeners of this topic hear the id of each key that is revoked. */
export const intakeKeysChanged = "intake-keys";

interface Revocation {
  readonly account: string;
  readonly keyId: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Also forgets its secrets. A key that was revoked before stays as it is. @returns whether the account has such a key */
export async function revokeIntakeKey(
  tx: Transaction,
  { account, keyId, now }: Revocation,
): Promise<boolean> {
  const revoked = await tx.run(sql`
    update intake_keys set revoked = ${now}, hash = '', sealed_signing_secret = null
    where key_id = ${keyId} and account = ${account} and revoked is null`);
  tx.announce(intakeKeysChanged, keyId);
  if (revoked > 0) return true;
  const found = await tx.first(
    sql`select 1 as found from intake_keys where key_id = ${keyId} and account = ${account}`,
  );
  return found !== undefined;
}

/** The precision of `lastUsed`. */
export const useMilliseconds = 15 * 60_000;

/** Writes nothing where it was noted within the last quarter of an hour. @param now epoch milliseconds */
export const noteIntakeKeyUse = (tx: Transaction, keyId: string, now: number): Promise<number> =>
  tx.run(sql`
    update intake_keys set last_used = ${now}
    where key_id = ${keyId} and (last_used is null or last_used <= ${now - useMilliseconds})`);
