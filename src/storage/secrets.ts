// Secrets that response plans name. Nobody reads them back but who uses them; each opens only in its own row.
import sql, { join } from "sql-template-tag";
import { secretNames } from "../domain/secrets/secret-name.ts";
import type { Sealer } from "../domain/secrets/seal.ts";
import type { Reader, Transaction } from "./storage.ts";

interface SecretKey {
  readonly account: string;
  readonly name: string;
}

/** Times are epoch milliseconds. */
export interface SecretRecord {
  readonly name: string;
  readonly created: number;
  readonly updated: number;
}

/** Where its text is sealed. */
export const placeOfSecret = ({ account, name }: SecretKey): string => `secret/${account}/${name}`;

/** Replaces the one of the same name. */
export const putSecret = (
  tx: Transaction,
  { account, name }: SecretKey,
  { sealed, now }: { readonly sealed: string; readonly now: number },
): Promise<number> =>
  tx.run(sql`
    insert into secrets (account, name, sealed, created, updated) values (${account}, ${name}, ${sealed}, ${now}, ${now})
    on conflict (account, name) do update set sealed = excluded.sealed, updated = excluded.updated`);

/** @returns whether it was there */
export const removeSecret = async (tx: Transaction, { account, name }: SecretKey): Promise<boolean> =>
  (await tx.run(sql`delete from secrets where account = ${account} and name = ${name}`)) > 0;

/** By name, after the given one. */
export const listSecrets = (
  reader: Reader,
  { account, after, limit }: { readonly account: string; readonly after: string; readonly limit: number },
): Promise<SecretRecord[]> =>
  reader.all<SecretRecord>(sql`
    select name, created, updated from secrets where account = ${account} and name > ${after} order by name limit ${limit}`);

/** @param secretId a name, or an ARN of AWS Secrets Manager. @throws UnreadableSecret when sealed with another secret key */
export async function openSecret(
  reader: Reader,
  sealer: Sealer,
  { account, secretId }: { readonly account: string; readonly secretId: string },
): Promise<string | undefined> {
  const names = secretNames(secretId);
  const rows = await reader.all<{ readonly name: string; readonly sealed: string }>(sql`
    select name, sealed from secrets where account = ${account} and name in (${join(names)})`);
  const [row] = rows.sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
  return row && sealer.open(placeOfSecret({ account, name: row.name }), row.sealed);
}
