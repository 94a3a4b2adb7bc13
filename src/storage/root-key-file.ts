// The data folder's copy of the root access key, its secret sealed: with it the command line signs on the same machine.
import { join } from "node:path";
import type { KeyPair } from "../domain/access/key-pair.ts";
import type { Sealer } from "../domain/secrets/seal.ts";
import { placeOf } from "./access-keys.ts";
import { readPrivateFile, replacePrivateFile } from "./private-file.ts";

export interface RootKeyCopy extends KeyPair {
  /** Twelve digits. */
  readonly account: string;
}

interface Folder {
  readonly dataDir: string;
  readonly sealer: Sealer;
}

const pathIn = (dataDir: string): string => join(dataDir, "root-key.json");

/** Leaves the file alone when it says the same already. */
export async function writeRootKeyFile({
  dataDir,
  sealer,
  key,
}: Folder & { key: RootKeyCopy }): Promise<void> {
  const kept = await readRootKeyFile({ dataDir, sealer }).catch(() => undefined);
  const { accessKeyId, account, secretAccessKey } = key;
  if (
    kept?.accessKeyId === accessKeyId &&
    kept.account === account &&
    kept.secretAccessKey === secretAccessKey
  )
    return;
  const sealed = sealer.seal(placeOf(accessKeyId), secretAccessKey);
  const copy = { accessKeyId, account, sealedSecretAccessKey: sealed };
  await replacePrivateFile(pathIn(dataDir), `${JSON.stringify(copy, undefined, 2)}\n`);
}

/** Thrown for a file that this program did not write. */
class RootKeyFileDamaged extends Error {
  override name = "RootKeyFileDamaged";
}

/**
 * @returns undefined where there is no such file: no server has been started with this data folder
 * @throws {UnreadableSecret} when it was sealed with another secret key; {@link RootKeyFileDamaged}
 */
export async function readRootKeyFile({ dataDir, sealer }: Folder): Promise<RootKeyCopy | undefined> {
  const path = pathIn(dataDir);
  const content = await readPrivateFile(path);
  if (content === undefined) return undefined;
  const { accessKeyId, account, sealedSecretAccessKey } = parse(content, path);
  if (
    typeof accessKeyId !== "string" ||
    typeof account !== "string" ||
    typeof sealedSecretAccessKey !== "string"
  )
    throw new RootKeyFileDamaged(`${path} is damaged; starting the server writes it anew`);
  return { accessKeyId, account, secretAccessKey: sealer.open(placeOf(accessKeyId), sealedSecretAccessKey) };
}

function parse(content: string, path: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(content)) as Record<string, unknown>;
  } catch (cause) {
    throw new RootKeyFileDamaged(`${path} is damaged; starting the server writes it anew`, { cause });
  }
}
