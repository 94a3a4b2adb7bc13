// `tocsin alerts settings` and `tocsin alerts try`: what each takes.
import { Command } from "commander";
import { getSettings, putSettings } from "./alert-settings.ts";
import { tryOut } from "./try-alerts.ts";

const endpointOption = [
  "--endpoint <url>",
  "where the server listens (default: AWS_ENDPOINT_URL, or this machine's)",
] as const;

export function settingsCommand(): Command {
  const settings = new Command("settings")
    .description("rules for the alerts of a response plan, how they end, and when they come again")
    .option(...endpointOption);
  const endpoint = (): string | undefined => settings.opts<{ endpoint?: string }>().endpoint;
  settings
    .command("get <plan>")
    .description("show them, as a file that put takes")
    .action((planName: string) => getSettings({ planName, endpoint: endpoint() }));
  settings
    .command("put <plan> [file]")
    .description("replace them by those of a JSON file, or of what comes in by the pipe")
    .action((planName: string, file: string | undefined) =>
      putSettings({ planName, file: file ?? "-", endpoint: endpoint() }),
    );
  return settings;
}

export const tryCommand = (): Command =>
  new Command("try")
    .arguments("<plan> <source> <file>")
    .description("tell what a payload would do if the source sent it now; - is the pipe")
    .option("--json", "answer as JSON")
    .option(...endpointOption)
    .action((planName: string, source: string, file: string, options: { json?: true; endpoint?: string }) =>
      tryOut({ planName, source, file, json: options.json, endpoint: options.endpoint }),
    );
