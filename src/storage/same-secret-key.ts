// Makes sure that a database is opened with the secret key that its secrets were sealed with, on every node.
import sql from "sql-template-tag";
import type { SecretKey } from "../domain/secrets/secret-key.ts";
import { readMeta } from "./meta.ts";
import type { Storage } from "./storage.ts";

/** The message is for whoever starts the program. */
export class OtherSecretKey extends Error {
  override name = "OtherSecretKey";
}

/**
 * The first to come decides. Call it before anything is sealed or opened.
 *
 * @throws {OtherSecretKey}
 */
export async function requireSameSecretKey(storage: Storage, key: SecretKey): Promise<void> {
  const known = await storage.write(async (tx) => {
    await tx.run(sql`
      insert into meta (name, value) values ('secret key', ${key.id}) on conflict (name) do nothing`);
    return readMeta(tx, "secret key");
  });
  if (known !== key.id)
    throw new OtherSecretKey(
      `the database was set up with the secret key ${known}, this is ${key.id}: give every node the same TOCSIN_SECRET_KEY, or put back the file secret.key of the data folder`,
    );
}
