// The root access key: made at the first start, the same for all nodes of one database, and copied to the data folder so
// that the command line on the same machine can sign.
import sql from "sql-template-tag";
import { type KeyPair, newKeyPair } from "../domain/access/key-pair.ts";
import type { Sealer } from "../domain/secrets/seal.ts";
import { addAccessKey, findAccessKey, placeOf, revokeAccessKey } from "./access-keys.ts";
import { writeRootKeyFile } from "./root-key-file.ts";
import type { Storage, Transaction } from "./storage.ts";

interface Root {
  readonly storage: Storage;
  readonly sealer: Sealer;
  /** Where to keep a copy; undefined for a database that is not kept either. */
  readonly dataDir: string | undefined;
  /** Twelve digits. */
  readonly account: string;
  /** From the settings: takes the place of any other. */
  readonly configured: KeyPair | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Hears why the data folder took no copy. The server works without, the command line beside it does not. */
  readonly noCopy: (error: unknown) => void;
}

export interface RootKey extends KeyPair {
  /** Whether this call made it: then it is time to show its secret, once. */
  readonly made: boolean;
}

/**
 * Can be called again at every start, by any number of nodes at once, and after a crash at any point.
 *
 * @throws {UnreadableSecret} when it was sealed with another secret key
 */
export async function ensureRootKey(root: Root): Promise<RootKey> {
  const { storage, sealer, dataDir, account } = root;
  const key = await storage.write((tx) =>
    root.configured === undefined ? findOrMake(tx, root) : useConfigured(tx, root, root.configured),
  );
  if (dataDir !== undefined)
    await writeRootKeyFile({ dataDir, sealer, key: { ...key, account } }).catch(root.noCopy);
  return key;
}

async function findOrMake(tx: Transaction, root: Root): Promise<RootKey> {
  const currentId = await currentRootKeyId(tx, root.account);
  const current = currentId === undefined ? undefined : await findAccessKey(tx, root.sealer, currentId);
  if (current !== undefined) return { ...pairOf(current), made: false };
  // None yet, or somebody revoked it: a new start makes a new one.
  const pair = newKeyPair();
  await appoint(tx, root, pair);
  return { ...pair, made: true };
}

/** The settings are believed more than what is kept, even where that key was revoked. */
async function useConfigured(tx: Transaction, root: Root, pair: KeyPair): Promise<RootKey> {
  const { account, now } = root;
  const currentId = await currentRootKeyId(tx, account);
  if (currentId === pair.accessKeyId && (await opensAs(tx, root, pair))) return { ...pair, made: false };
  if (currentId !== undefined) await revokeAccessKey(tx, { account, accessKeyId: currentId, now });
  await tx.run(sql`delete from access_keys where access_key_id = ${pair.accessKeyId}`);
  await appoint(tx, root, pair);
  return { ...pair, made: false };
}

const opensAs = async (tx: Transaction, { sealer }: Root, pair: KeyPair): Promise<boolean> => {
  const kept = await findAccessKey(tx, sealer, pair.accessKeyId);
  return kept?.secretAccessKey === pair.secretAccessKey;
};

const currentRootKeyId = async (tx: Transaction, account: string): Promise<string | undefined> => {
  const row = await tx.first<{ id: string }>(sql`
    select access_key_id as id from root_keys where account = ${account}`);
  return row?.id;
};

/** Two nodes that do this at once meet at the row of the account: the later one runs again and finds the key. */
async function appoint(tx: Transaction, { sealer, account, now }: Root, pair: KeyPair): Promise<void> {
  await tx.run(sql`
    insert into root_keys (account, access_key_id) values (${account}, ${pair.accessKeyId})
    on conflict (account) do update set access_key_id = excluded.access_key_id`);
  await addAccessKey(tx, {
    accessKeyId: pair.accessKeyId,
    account,
    kind: "root",
    userName: "root",
    sealed: sealer.seal(placeOf(pair.accessKeyId), pair.secretAccessKey),
    policy: "admin",
    created: now,
  });
}

const pairOf = ({ accessKeyId, secretAccessKey }: KeyPair): KeyPair => ({ accessKeyId, secretAccessKey });
