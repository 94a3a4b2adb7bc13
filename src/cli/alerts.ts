// `tocsin alerts`: what is said about alerts, and what one would do.
import { Command } from "commander";
import { getSettings, putSettings } from "./alert-settings.ts";
import { tryOut } from "./try-alerts.ts";

export function alertsCommand(): Command {
  const alerts = new Command("alerts")
    .description("what alerts open, and how they end")
    .option("--endpoint <url>", "where the server listens (default: AWS_ENDPOINT_URL, or this machine's)");
  const endpoint = (): string | undefined => alerts.opts<{ endpoint?: string }>().endpoint;
  const settings = alerts
    .command("settings")
    .description("rules for the alerts of a response plan, how they end, and when they come again");
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
  alerts
    .command("try <plan> <source> <file>")
    .description("tell what a payload would do if the source sent it now; - is the pipe")
    .option("--json", "answer as JSON")
    .action((planName: string, source: string, file: string, options: { json?: true }) =>
      tryOut({ planName, source, file, ...options, endpoint: endpoint() }),
    );
  return alerts;
}
