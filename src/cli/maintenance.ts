// `tocsin maintenance`: when nobody is to be paged.
import { Command, Option } from "commander";
import { endMaintenance, listMaintenance, removeMaintenance } from "./maintenance-list.ts";
import { type WindowOptions, addMaintenance } from "./maintenance-add.ts";

export function maintenanceCommand(): Command {
  const maintenance = new Command("maintenance")
    .description("windows in which alerts are recorded and nobody is paged")
    .option("--endpoint <url>", "where the server listens (default: AWS_ENDPOINT_URL, or this machine's)")
    .addHelpText(
      "after",
      `
Examples:
  tocsin maintenance add deploy --for 30m --plan checkout
  tocsin maintenance add backups --at 2026-03-01T02:00 --for 90m --time-zone Europe/Berlin --every day
  tocsin maintenance add patches --at 2026-03-07T22:00 --for 4h --every week --on SAT,SUN --label env=staging
  tocsin maintenance end deploy`,
    );
  const endpoint = (): string | undefined => maintenance.opts<{ endpoint?: string }>().endpoint;
  const many = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];
  maintenance
    .command("add <name>")
    .description("open a window now or later; one of the same name is replaced")
    .requiredOption("--for <duration>", "how long it is open: 30m, 4h, 2d")
    .option("--at <time>", "when it opens, on the wall of the time zone: 2026-03-01T02:00 (default: now)")
    .option("--time-zone <name>", "as the IANA names it, such as Europe/Berlin", "UTC")
    .addOption(new Option("--every <unit>", "it comes again").choices(["day", "week", "month"]))
    .option("--on <weekdays>", "of a weekly one, such as SAT,SUN")
    .option("--until <time>", "it does not open again from then on")
    .option("--plan <name>", "only alerts of this response plan (may be given again)", many)
    .option(
      "--source <name>",
      "only alerts of this source, such as prometheus.alertmanager (may be given again)",
      many,
    )
    .option("--label <name=value>", "only alerts with this label (may be given again)", many)
    .option("--pattern <json>", "only alerts that an event pattern means")
    .action((name: string, options: WindowOptions) =>
      addMaintenance({ name, options, endpoint: endpoint() }),
    );
  maintenance
    .command("list")
    .description("all windows")
    .option("--json", "answer as JSON")
    .action((options: { json?: true }) => listMaintenance({ ...options, endpoint: endpoint() }));
  maintenance
    .command("end <name>")
    .description("close a window now: what still fires opens its incident")
    .action((name: string) => endMaintenance({ name, endpoint: endpoint() }));
  maintenance
    .command("remove <name>")
    .description("delete a window: what still fires opens its incident")
    .action((name: string) => removeMaintenance({ name, endpoint: endpoint() }));
  return maintenance;
}
