// `tocsin alerts settings`: what is said about the alerts of a plan, as a JSON file in which patterns are JSON too.
import { decode } from "../contract/decode.ts";
import { validationMessage } from "../contract/violation.ts";
import * as contract from "../contract/tocsin/alert-settings.ts";
import { callServer } from "./client.ts";
import { CommandFailed } from "./settings.ts";
import { strangeKeys } from "./strange-keys.ts";
import { jsonOf } from "./typed-file.ts";

interface Asked {
  readonly planName: string;
  readonly endpoint: string | undefined;
}

export async function getSettings({ planName, endpoint }: Asked): Promise<void> {
  const input = { responsePlanName: planName };
  const { responsePlanName: _, ...settings } = await callServer(contract.getAlertSettings, input, endpoint);
  const rules = settings.rules.map(({ when, ...rule }) => ({
    ...rule,
    ...(when !== undefined && { when: JSON.parse(when) as unknown }),
  }));
  console.log(JSON.stringify({ ...settings, rules }, undefined, 2));
}

export async function putSettings({
  planName,
  endpoint,
  file,
}: Asked & { readonly file: string }): Promise<void> {
  const settings = settingsFrom(await jsonOf(file), planName);
  const { rules } = await callServer(contract.putAlertSettings, settings, endpoint);
  const count = rules.length === 1 ? "1 rule" : `${rules.length} rules`;
  console.log(
    `The alerts of ${planName} have ${count} now. Try them: tocsin alerts try ${planName} <source> <file>`,
  );
}

/** @throws {CommandFailed} naming everything that is no setting */
function settingsFrom(document: unknown, planName: string) {
  const { input } = contract.putAlertSettings;
  const wire = { ...withPatternsAsText(document), responsePlanName: planName };
  const strange = strangeKeys(input, wire);
  if (strange.length > 0) throw new CommandFailed(`There are no such settings: ${strange.join(", ")}.`);
  const decoded = decode(input, wire);
  if ("value" in decoded) return decoded.value;
  const { refused } = decoded;
  throw new CommandFailed(
    "violations" in refused ? validationMessage(refused.violations) : "The settings are no JSON object.",
  );
}

function withPatternsAsText(document: unknown): object {
  if (!isRecord(document)) throw new CommandFailed("The settings are to be a JSON object.");
  const { rules } = document;
  if (!Array.isArray(rules)) return document;
  return {
    ...document,
    rules: rules.map((rule: unknown) => (isRecord(rule) ? withPatternAsText(rule) : rule)),
  };
}

const withPatternAsText = (rule: Readonly<Record<string, unknown>>): object =>
  rule["when"] === undefined || typeof rule["when"] === "string"
    ? rule
    : { ...rule, when: JSON.stringify(rule["when"]) };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
