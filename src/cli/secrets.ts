// `tocsin secrets`: what response plans name by `secretId`, such as the token of PagerDuty.
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import type { OutputOf } from "../contract/operation.ts";
import { deleteSecret, listSecrets, putSecret } from "../contract/tocsin/secret.ts";
import { callServer } from "./client.ts";
import { CommandFailed } from "./settings.ts";
import { table } from "./table.ts";

interface Asked {
  readonly endpoint: string | undefined;
}

interface Named extends Asked {
  readonly name: string;
}

/** @param file what holds it; `-` for what comes in by the pipe */
export async function putSecretFrom({
  name,
  file,
  endpoint,
}: Named & { readonly file: string }): Promise<void> {
  const secretString = file === "-" ? await text(process.stdin) : await contentOf(file);
  await callServer(putSecret, { name, secretString }, endpoint);
  console.log(
    `The secret ${name} is kept. Response plans name it as the secretId of their PagerDuty integration.`,
  );
}

const contentOf = (file: string): Promise<string> =>
  readFile(file, "utf8").catch((cause: unknown) => {
    throw new CommandFailed(`${file} is no file that can be read.`, { cause });
  });

export async function showSecrets({ json, endpoint }: Asked & { readonly json?: true }): Promise<void> {
  const secrets: Secret[] = [];
  let nextToken: string | undefined;
  do {
    const page = await callServer(listSecrets, { nextToken }, endpoint);
    secrets.push(...page.secrets);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  if (json === true) return console.log(JSON.stringify(secrets, undefined, 2));
  if (secrets.length === 0) return console.log("There are no secrets.");
  const rows = secrets.map((it) => [it.name, minute(it.createdTime), minute(it.updatedTime)]);
  console.log(table(["NAME", "CREATED", "CHANGED"], rows));
}

type Secret = OutputOf<typeof listSecrets>["secrets"][number];

export async function removeSecretNamed({ name, endpoint }: Named): Promise<void> {
  await callServer(deleteSecret, { name }, endpoint);
  console.log(`The secret ${name} is gone.`);
}

/** To the minute, UTC. */
const minute = (time: Date): string => `${time.toISOString().slice(0, 16).replace("T", " ")}Z`;
