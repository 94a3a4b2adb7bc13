// `tocsin secrets`: what response plans name by `secretId`, such as the token of PagerDuty.
import { deleteSecret, listSecrets, putSecret } from "../contract/tocsin/secret.ts";
import { callServer } from "./client.ts";
import { everyPage } from "./every-page.ts";
import { table } from "./table.ts";
import { minute } from "./times.ts";
import { textOf } from "./typed-file.ts";

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
  const secretString = await textOf(file);
  await callServer(putSecret, { name, secretString }, endpoint);
  console.log(
    `The secret ${name} is kept. Response plans name it as the secretId of their PagerDuty integration.`,
  );
}

export async function showSecrets({ json, endpoint }: Asked & { readonly json?: true }): Promise<void> {
  const secrets = await everyPage(
    (nextToken) => callServer(listSecrets, { nextToken }, endpoint),
    (page) => page.secrets,
  );
  if (json === true) return console.log(JSON.stringify(secrets, undefined, 2));
  if (secrets.length === 0) return console.log("There are no secrets.");
  const rows = secrets.map((it) => [it.name, minute(it.createdTime), minute(it.updatedTime)]);
  console.log(table(["NAME", "CREATED", "CHANGED"], rows));
}

export async function removeSecretNamed({ name, endpoint }: Named): Promise<void> {
  await callServer(deleteSecret, { name }, endpoint);
  console.log(`The secret ${name} is gone.`);
}
