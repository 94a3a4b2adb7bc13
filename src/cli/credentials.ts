// With which access key a command signs.
import { createSealer } from "../domain/secrets/seal.ts";
import { readRootKeyFile } from "../storage/root-key-file.ts";
import { findSecretKey } from "../storage/secret-key-file.ts";
import { CommandFailed, settings } from "./settings.ts";
import type { Credentials } from "./sign.ts";

/** From the environment, else the root key. @throws {CommandFailed} */
export async function credentials(): Promise<Credentials> {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token } = process.env;
  if (id && secret)
    return { accessKeyId: id, secretAccessKey: secret, ...(token && { sessionToken: token }) };
  return rootKey();
}

/** The one that the server left in the data folder of this machine. @throws {CommandFailed} */
export async function rootKey(): Promise<Credentials> {
  const { dataDir, secretKey: setting } = settings();
  const key = await rootKeyIn(dataDir, setting).catch((cause: Error) => {
    throw new CommandFailed(cause.message, { cause });
  });
  if (key === undefined)
    throw new CommandFailed(
      `There is no root key in ${dataDir}. Set TOCSIN_DATA_DIR to the server's data folder, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
    );
  return key;
}

async function rootKeyIn(dataDir: string, setting: string | undefined): Promise<Credentials | undefined> {
  const secretKey = await findSecretKey({ setting, dataDir });
  return secretKey && readRootKeyFile({ dataDir, sealer: createSealer(secretKey) });
}
