// The command line: what each command is called and takes.
import { Command, InvalidArgumentError, Option } from "commander";
import { settingsCommand, tryCommand } from "./alert-commands.ts";
import { checkUp } from "./doctor.ts";
import { addHeartbeat, listHeartbeats, removeHeartbeat } from "./heartbeats.ts";
import { createIntakeKey, listIntakeKeys, revokeIntakeKey } from "./intake-keys.ts";
import { maintenanceCommand } from "./maintenance.ts";
import { showAlerts } from "./list-alerts.ts";
import { createKey, listKeys, revokeKey, showRootKey } from "./keys.ts";
import { eventsCommand } from "./events.ts";
import { showOutbox } from "./outbox.ts";
import { CommandFailed } from "./settings.ts";
import { addPerson } from "./people.ts";
import { putSecretFrom, removeSecretNamed, showSecrets } from "./secrets.ts";
import { pageForTest } from "./test-page.ts";
import { topicsCommand } from "./topics.ts";
import { showWebhookSecret } from "./webhooks.ts";
import { version } from "../version.ts";

const program = new Command("tocsin")
  .description(
    "The incident manager that a team runs itself. Speaks the APIs of AWS Systems Manager Incident Manager.",
  )
  .showHelpAfterError()
  .addHelpText(
    "after",
    `
Settings come from the environment; docs/configuration.md lists them. The commonest:
  TOCSIN_PORT, TOCSIN_DATA_DIR, TOCSIN_DATABASE_URL, TOCSIN_LOG_LEVEL

Examples:
  tocsin serve
  tocsin keys create alice --policy resolver
  tocsin people add alice --email alice@example.com
  tocsin outbox --to alice@example.com --watch
  tocsin doctor --page alice
  TOCSIN_DATABASE_URL=postgres://tocsin@localhost/tocsin tocsin serve`,
  );

program
  .command("serve", { isDefault: true })
  .description("run the server until it is told to stop (Ctrl-C, SIGTERM)")
  .action(async () => (await import("./serve.ts")).serve());

const endpointOption = [
  "--endpoint <url>",
  "where the server listens (default: AWS_ENDPOINT_URL, or this machine's)",
] as const;

const keys = program
  .command("keys")
  .description("access keys of the running server")
  .option(...endpointOption)
  .addHelpText(
    "after",
    `
Calls are signed with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY where these are set,
else with the root access key in the data folder (TOCSIN_DATA_DIR).`,
  );

keys
  .command("create <user>")
  .description("make an access key and show its secret, once")
  .option(
    "--policy <name or file>",
    "admin, resolver, readonly, or a file with an IAM policy document",
    "admin",
  )
  .option("--json", "answer as JSON")
  .action((user: string, options: { policy: string; json?: true }) =>
    createKey({ user, ...options, endpoint: endpoint() }),
  );

keys
  .command("list")
  .description("the access keys, without their secrets")
  .option("--json", "answer as JSON")
  .action((options: { json?: true }) => listKeys({ ...options, endpoint: endpoint() }));

keys
  .command("revoke <access-key-id>")
  .description("end an access key; other nodes notice within seconds")
  .action((accessKeyId: string) => revokeKey({ accessKeyId: keyId(accessKeyId), endpoint: endpoint() }));

program
  .command("outbox")
  .description("the messages that went out to people, or would have, with their codes")
  .option("--to <address>", "only those to this address")
  .option("--json", "one JSON object a line")
  .option("--watch", "go on with those that come")
  .option(...endpointOption)
  .action((options: { to?: string; json?: true; watch?: true; endpoint?: string }) =>
    showOutbox({ ...options, endpoint: options.endpoint }),
  );

program
  .command("people")
  .description("people who can be paged")
  .command("add <alias>")
  .description("make a contact with its channels and a plan that tries them all at once, five minutes long")
  .option("--name <name>", "shown instead of the alias")
  .option("--email <address>", "an e-mail address")
  .option("--sms <number>", "a phone number such as +14255550123, for SMS")
  .option("--voice <number>", "a phone number for calls")
  .option("--confirmed", "the addresses are known to be theirs: activate them without asking for a code")
  .option(...endpointOption)
  .action((alias: string, options: Omit<Parameters<typeof addPerson>[0], "alias">) =>
    addPerson({ ...options, alias, endpoint: options.endpoint }),
  );

program
  .command("doctor")
  .description("who could not be woken tonight, and why")
  .option("--page <contact>", "send a test page to an alias or ARN, and show its receipts as they come")
  .addOption(new Option("--json", "answer as JSON").conflicts("page"))
  .option(...endpointOption)
  .addHelpText("after", "\nIt fails (exit code 1) when anything is wrong, so that a monitor can run it.")
  .action((options: { page?: string; json?: true; endpoint?: string }) =>
    options.page === undefined
      ? checkUp({ ...options, endpoint: options.endpoint })
      : pageForTest({ contact: options.page, endpoint: options.endpoint }),
  );

const secrets = program
  .command("secrets")
  .description("secrets that response plans name, such as the token of PagerDuty")
  .option(...endpointOption);

secrets
  .command("put <name> [file]")
  .description("keep a secret: JSON from a file, or from the pipe where it is - or absent")
  .addHelpText(
    "after",
    `
The keys are those of AWS's integration:
  {"pagerDutyToken": "…", "pagerDutyServiceRegion": "US" or "EU", "pagerDutyFromEmail": "…"}`,
  )
  .action((name: string, file = "-") =>
    putSecretFrom({ name, file, endpoint: secrets.opts<{ endpoint?: string }>().endpoint }),
  );

secrets
  .command("list")
  .description("their names; what they hold is never shown")
  .option("--json", "answer as JSON")
  .action((options: { json?: true }) =>
    showSecrets({ ...options, endpoint: secrets.opts<{ endpoint?: string }>().endpoint }),
  );

secrets
  .command("remove <name>")
  .description("forget a secret for good")
  .action((name: string) =>
    removeSecretNamed({ name, endpoint: secrets.opts<{ endpoint?: string }>().endpoint }),
  );

const intakeKeys = program
  .command("intake")
  .description("alerts from other tools")
  .command("keys")
  .description("keys with which other tools send alerts");

intakeKeys
  .command("create <response-plan>")
  .description("make an intake key and show it, once, with the addresses to paste")
  .option("--source <name...>", "only for these sources, such as alertmanager (default: all)")
  .option("--signing-secret <file>", "holds what the sender signs with: Sentry's client secret")
  .option("--json", "answer as JSON")
  .option(...endpointOption)
  .action((plan: string, options: Omit<Parameters<typeof createIntakeKey>[0], "plan">) =>
    createIntakeKey({ ...options, plan, endpoint: options.endpoint }),
  );

intakeKeys
  .command("list [response-plan]")
  .description("the intake keys, without their secrets")
  .option("--json", "answer as JSON")
  .option(...endpointOption)
  .action((plan: string | undefined, options: { json?: true; endpoint?: string }) =>
    listIntakeKeys({ ...options, plan, endpoint: options.endpoint }),
  );

intakeKeys
  .command("revoke <key-id>")
  .description("end an intake key; other nodes notice within seconds")
  .option(...endpointOption)
  .action((key: string, options: { endpoint?: string }) =>
    revokeIntakeKey({ key, endpoint: options.endpoint }),
  );

const alerts = program.command("alerts").description("what alerts open, how they end, and which came in");

alerts
  .command("list [response-plan]")
  .description("what came in of each cause and what became of it, those seen last first")
  .option("--firing", "only what is not over")
  .option("--limit <number>", "at most so many", "50")
  .option("--json", "answer as JSON")
  .option(...endpointOption)
  .action((plan: string | undefined, options: Omit<Parameters<typeof showAlerts>[0], "plan">) =>
    showAlerts({ ...options, plan, endpoint: options.endpoint }),
  );

alerts.addCommand(settingsCommand());
alerts.addCommand(tryCommand());

const heartbeats = program
  .command("heartbeats")
  .description("jobs that are to ping, and open an incident when they do not");

heartbeats
  .command("add <name>")
  .description("wait for pings, and show the address with a new intake key; changes one that is there")
  .requiredOption("--plan <response-plan>", "from which the incident opens")
  .requiredOption("--every <duration>", "how often it pings: 90s, 5m, 24h, 7d")
  .option("--grace <duration>", "how much later a ping may come", "5m")
  .option("--key <intake-key>", "show the address with this key, and make none")
  .option("--paused", "wait for nothing for now")
  .option("--json", "answer as JSON, and make no intake key")
  .option(...endpointOption)
  .action((name: string, options: Omit<Parameters<typeof addHeartbeat>[0], "name">) =>
    addHeartbeat({ ...options, name, endpoint: options.endpoint }),
  );

heartbeats
  .command("list")
  .description("the heartbeats, with when each was heard from")
  .option("--json", "answer as JSON")
  .option(...endpointOption)
  .action((options: { json?: true; endpoint?: string }) =>
    listHeartbeats({ ...options, endpoint: options.endpoint }),
  );

heartbeats
  .command("remove <name>")
  .description("wait for it no more; an incident that it opened stays")
  .option(...endpointOption)
  .action((name: string, options: { endpoint?: string }) =>
    removeHeartbeat({ name, endpoint: options.endpoint }),
  );

program
  .command("webhooks")
  .description("webhooks that wake people")
  .command("secret")
  .description("show the secret that signs them")
  .action(() => showWebhookSecret());

keys
  .command("root")
  .description("show the root access key that is kept in this machine's data folder")
  .action(showRootKey);

program.addCommand(maintenanceCommand());

program.addCommand(topicsCommand());

program.addCommand(eventsCommand());

program
  .command("version")
  .description("the version of Tocsin")
  .action(() => console.log(version()));

const endpoint = (): string | undefined => keys.opts<{ endpoint?: string }>().endpoint;

function keyId(text: string): string {
  if (/^\w{16,128}$/.test(text)) return text;
  throw new InvalidArgumentError("An access key id has 16 to 128 letters and digits.");
}

/** @param argv as Node has it: the program's own words begin at the third */
export async function runCommand(argv: readonly string[]): Promise<void> {
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
