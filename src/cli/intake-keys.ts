// `tocsin intake keys`: keys with which alerts are sent, and the addresses to paste into whatever sends them.
import type { OutputOf } from "../contract/operation.ts";
import * as contract from "../contract/tocsin/intake-key.ts";
import { callServer } from "./client.ts";
import { everyPage } from "./every-page.ts";
import { settings } from "./settings.ts";
import { table } from "./table.ts";
import { minute } from "./times.ts";
import { textOf } from "./typed-file.ts";

interface Asked {
  readonly endpoint: string | undefined;
  readonly json?: boolean | undefined;
}

interface Creation extends Asked {
  readonly plan: string;
  readonly source?: readonly string[] | undefined;
  /** A file: a secret on the command line would be seen in the list of processes. */
  readonly signingSecret?: string | undefined;
}

export async function createIntakeKey(asked: Creation): Promise<void> {
  const signingSecret =
    asked.signingSecret === undefined ? undefined : (await textOf(asked.signingSecret)).trim();
  const { intakeKey } = await callServer(
    contract.createIntakeKey,
    { responsePlanName: asked.plan, sources: asked.source && [...asked.source], signingSecret },
    asked.endpoint,
  );
  if (asked.json) return show(intakeKey);
  const base = intakeBase(asked.endpoint);
  console.log(`An intake key for ${intakeKey.responsePlanName}. It is shown this once:

  ${intakeKey.key}

${addresses(base, intakeKey)}

Senders that can set a header send it as "Authorization: Bearer KEY" to the address without its last part.
`);
}

export async function listIntakeKeys(asked: Asked & { plan?: string | undefined }): Promise<void> {
  const keys = await everyPage(
    (nextToken) =>
      callServer(contract.listIntakeKeys, { responsePlanName: asked.plan, nextToken }, asked.endpoint),
    ({ intakeKeys }) => intakeKeys,
  );
  if (asked.json) return show(keys);
  if (keys.length === 0) return console.log("There are no intake keys.");
  console.log(
    table(
      ["KEY ID", "RESPONSE PLAN", "SOURCES", "CREATED", "LAST USED", "STATE"],
      keys.map((key) => [
        key.keyId,
        key.responsePlanName,
        key.sources?.join(", ") ?? "all",
        minute(key.createdTime),
        minute(key.lastUsedTime),
        key.revokedTime === undefined ? "active" : `revoked ${minute(key.revokedTime)}`,
      ]),
    ),
  );
}

export async function revokeIntakeKey({ key, endpoint }: Asked & { key: string }): Promise<void> {
  // Whoever pastes the whole key means that one.
  const keyId = key.slice(0, 8);
  await callServer(contract.revokeIntakeKey, { keyId }, endpoint);
  console.log(`${keyId} is revoked.`);
}

type NewKey = OutputOf<typeof contract.createIntakeKey>["intakeKey"];

/** The commonest; the documentation has the rest. */
const common = [
  "alertmanager",
  "grafana",
  "cloudwatch",
  "eventbridge",
  "datadog",
  "sentry",
  "generic",
] as const;

function addresses(
  base: string,
  { key, responsePlanName, sources = [...common, "pagerduty"] }: NewKey,
): string {
  const rows = sources.map((source) => [`  ${source}`, addressOf(source, { base, key, responsePlanName })]);
  const pagerDuty = sources.includes("pagerduty") ? [["  as PagerDuty", `${base}/v2/enqueue`]] : [];
  return table(
    ["SOURCE", "ADDRESS"].map((it, at) => (at === 0 ? `  ${it}` : it)),
    [...rows, ...pagerDuty],
  );
}

interface Addressee {
  readonly base: string;
  readonly key: string;
  readonly responsePlanName: string;
}

/** Mail servers look at no more than 64 characters before the @. */
const mailbox = 64;

function addressOf(source: string, { base, key, responsePlanName }: Addressee): string {
  const url = `${base}/intake/${source}/${responsePlanName}/${key}`;
  if (source === "heartbeat") return `${url}?name=NAME`;
  if (source !== "email") return url;
  const local = `${responsePlanName}+${key}`;
  return `${local.length > mailbox ? key : local}@${settings().mailIn?.domain ?? new URL(base).hostname}`;
}

/** Where senders reach the server: not always where this command does. */
export const intakeBase = (endpoint: string | undefined): string => {
  const { publicUrl, host, port } = settings();
  return (endpoint ?? publicUrl ?? process.env["AWS_ENDPOINT_URL"] ?? `http://${host}:${port}`).replace(
    /\/+$/,
    "",
  );
};

const show = (value: unknown): void => console.log(JSON.stringify(value, undefined, 2));
