// Where the secret key comes from: the setting, else a file in the data folder that is made at the first start.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { newSecretKey, readSecretKey, type SecretKey, showSecretKey } from "../domain/secrets/secret-key.ts";
import { keepPrivateFile, readPrivateFile } from "./private-file.ts";

/** The message is for whoever starts the program. */
export class NoSecretKey extends Error {
  override name = "NoSecretKey";
}

interface Source {
  /** TOCSIN_SECRET_KEY. */
  readonly setting: string | undefined;
  readonly dataDir: string;
}

const pathIn = (dataDir: string): string => join(dataDir, "secret.key");

/**
 * Makes the key file at the first start, unless the setting has the key.
 *
 * @throws NoSecretKey
 */
export async function openSecretKey({ setting, dataDir }: Source): Promise<SecretKey> {
  if (setting !== undefined) return fromSetting(setting);
  const path = pathIn(dataDir);
  const content = await keepPrivateFile(path, () => `${showSecretKey(newSecretKey())}\n`).catch(
    (cause: Error) => {
      throw new NoSecretKey(
        `the key file ${path} cannot be made or read (${cause.message}); TOCSIN_SECRET_KEY would take its place`,
        { cause },
      );
    },
  );
  return fromFile(path, content);
}

/**
 * For programs beside the server: makes nothing.
 *
 * @returns undefined where there is no key file
 * @throws NoSecretKey
 */
export async function findSecretKey({ setting, dataDir }: Source): Promise<SecretKey | undefined> {
  if (setting !== undefined) return fromSetting(setting);
  const content = await readPrivateFile(pathIn(dataDir));
  return content === undefined ? undefined : fromFile(pathIn(dataDir), content);
}

function fromSetting(setting: string): SecretKey {
  const key = readSecretKey(setting);
  if (key === undefined)
    throw new NoSecretKey(
      "TOCSIN_SECRET_KEY is not a key, expected 32 bytes as base64 or hex, or a passphrase of 16 to 1024 characters",
    );
  return key;
}

async function fromFile(path: string, content: string): Promise<SecretKey> {
  const { mode } = await stat(path);
  // The group may read it: Kubernetes gives it to the group of a pod. Windows has no such bits and shows all of them.
  if (process.platform !== "win32" && (mode & 0o007) !== 0)
    throw new NoSecretKey(`${path} can be read by every user of this machine: chmod 600 it`);
  // Nothing but what `openSecretKey` writes: half a key must not pass for a passphrase.
  const key = /^[A-Za-z0-9+/]{43}=\s*$/.test(content) ? readSecretKey(content) : undefined;
  if (key === undefined)
    throw new NoSecretKey(
      `${path} does not hold the 32 bytes of a key as base64. Restore it from a backup: what it encrypted cannot be read without it`,
    );
  return key;
}
