// `tocsin keys`: access keys of the running server.
import { readFile } from "node:fs/promises";
import * as contract from "../contract/tocsin/access-key.ts";
import { callServer } from "./client.ts";
import { everyPage } from "./every-page.ts";
import { CommandFailed } from "./settings.ts";
import { rootKey } from "./credentials.ts";
import { table } from "./table.ts";
import { minute } from "./times.ts";

interface Asked {
  readonly endpoint: string | undefined;
  readonly json?: boolean | undefined;
}

export async function createKey(asked: Asked & { user: string; policy: string }): Promise<void> {
  const policy = await policyOf(asked.policy);
  const { accessKey } = await callServer(
    contract.createAccessKey,
    { userName: asked.user, policy },
    asked.endpoint,
  );
  if (asked.json) return show(accessKey);
  console.log(`An access key for ${accessKey.userArn}, with the policy ${asked.policy}. Its secret is shown this once:

  export AWS_ACCESS_KEY_ID=${accessKey.accessKeyId}
  export AWS_SECRET_ACCESS_KEY=${accessKey.secretAccessKey}
`);
}

/** Needs no server: the key is read from the data folder. */
export async function showRootKey(): Promise<void> {
  const { accessKeyId, secretAccessKey } = await rootKey();
  console.log(`  export AWS_ACCESS_KEY_ID=${accessKeyId}
  export AWS_SECRET_ACCESS_KEY=${secretAccessKey}`);
}

export async function listKeys(asked: Asked): Promise<void> {
  const keys = await everyPage(
    (nextToken) => callServer(contract.listAccessKeys, { nextToken }, asked.endpoint),
    ({ accessKeys }) => accessKeys,
  );
  if (asked.json) return show(keys);
  console.log(
    table(
      ["ACCESS KEY ID", "USER", "POLICY", "CREATED", "LAST USED", "STATE"],
      keys.map((key) => [
        key.accessKeyId,
        key.userName,
        key.policy.readyMade ?? "document",
        minute(key.createdTime),
        minute(key.lastUsedTime),
        key.revokedTime === undefined ? "active" : `revoked ${minute(key.revokedTime)}`,
      ]),
    ),
  );
}

export async function revokeKey({ accessKeyId, endpoint }: Asked & { accessKeyId: string }): Promise<void> {
  await callServer(contract.revokeAccessKey, { accessKeyId }, endpoint);
  console.log(`${accessKeyId} is revoked.`);
}

/** A ready-made policy's name, or what the file of that name holds. */
async function policyOf(nameOrFile: string): Promise<contract.PolicyChoice> {
  const readyMade = readyMadeNames.find((name) => name === nameOrFile);
  if (readyMade !== undefined) return { readyMade };
  const document = await readFile(nameOrFile, "utf8").catch((cause: unknown) => {
    throw new CommandFailed(
      `${nameOrFile} is neither a ready-made policy (${readyMadeNames.join(", ")}) nor a file that can be read.`,
      { cause },
    );
  });
  return { document };
}

const readyMadeNames: readonly contract.ReadyMadeName[] = ["admin", "resolver", "readonly"];

const show = (value: unknown): void => console.log(JSON.stringify(value, undefined, 2));
