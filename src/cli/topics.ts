// `tocsin topics`: where the topics of response plans lead.
import { Command } from "commander";
import { destinationKinds } from "../channels/destinations/kinds.ts";
import * as contract from "../contract/tocsin/topic.ts";
import { callServer } from "./client.ts";
import { printable } from "./printable.ts";
import { CommandFailed } from "./settings.ts";
import { table } from "./table.ts";
import { minute } from "./times.ts";
import { textOf } from "./typed-file.ts";

/** Only to know what there is: nothing is sent from here. */
const kinds = destinationKinds({ wallNow: () => 0, webhookSecret: "", hosts: undefined });

export function topicsCommand(): Command {
  const topics = new Command("topics")
    .description("where the SNS topics of response plans lead: Slack, Teams, webhooks, …")
    .option("--endpoint <url>", "where the server listens (default: AWS_ENDPOINT_URL, or this machine's)");
  const endpoint = (): string | undefined => topics.opts<{ endpoint?: string }>().endpoint;
  topics.addCommand(bindCommand(endpoint));
  topics
    .command("list")
    .description("what the topics are bound to, and what did not arrive")
    .option("--json", "as JSON")
    .action((options: { json?: boolean }) => list(endpoint(), options.json === true));
  topics
    .command("unbind <binding>")
    .description("end a binding; what waits for it is dropped")
    .action(async (bindingId: string) => {
      await callServer(contract.unbindTopic, { bindingId }, endpoint());
      console.log(`${bindingId} is unbound.`);
    });
  topics
    .command("test <topic-arn>")
    .description("send a test to all that a topic is bound to, and say what came of it")
    .action((topicArn: string) => test(topicArn, endpoint()));
  return topics;
}

function bindCommand(endpoint: () => string | undefined): Command {
  const command = new Command("bind")
    .description("tell a chat or a webhook what is published to a topic")
    .argument("<topic arn>", "as response plans name it, such as arn:aws:sns:us-east-1:111122223333:oncall")
    .argument("<kind>", [...kinds.values()].map(({ name, about }) => `${name}: ${about}`).join("; "));
  for (const [name, { about, secret }] of options())
    command.option(`--${name} <${name}>`, secret ? `${about}; @FILE reads it from a file` : about);
  return command.action(async (topicArn: string, kindName: string) => {
    const kind = kinds.get(kindName);
    if (kind === undefined)
      throw new CommandFailed(`${kindName} is none of ${[...kinds.keys()].join(", ")}.`);
    const configuration = await configurationIn(command.opts<Record<string, string>>());
    const input = { topicArn, kind: kindName, configuration };
    const { bindingId } = await callServer(contract.bindTopic, input, endpoint());
    console.log(`${topicArn} is bound to ${kind.about}. Try it: tocsin topics test ${topicArn}
The binding is ${bindingId}.`);
  });
}

interface BindOption {
  readonly about: string;
  readonly secret: boolean;
}

/** Of every kind, each once: several kinds want an address. */
function options(): Map<string, BindOption> {
  const found = new Map<string, BindOption>();
  for (const kind of kinds.values())
    for (const [name, { about, required, secret = false }] of Object.entries(kind.fields)) {
      const line = `${kind.name}: ${about}${required === true ? "" : " (optional)"}`;
      const before = found.get(name);
      found.set(name, {
        about: before === undefined ? line : `${before.about}; ${line}`,
        secret: secret || before?.secret === true,
      });
    }
  return found;
}

async function configurationIn(given: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const configuration: Record<string, string> = {};
  for (const [name, { secret }] of options()) {
    const value = given[camelCase(name)];
    if (value !== undefined) configuration[name] = secret ? await contentOf(value) : value;
  }
  return configuration;
}

/** What is on the command line is seen in the list of processes. */
async function contentOf(value: string): Promise<string> {
  return value.startsWith("@") ? (await textOf(value.slice(1))).trim() : value;
}

/** As the command line's library names options. */
const camelCase = (name: string): string =>
  name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

async function list(endpoint: string | undefined, asJson: boolean): Promise<void> {
  const { bindings } = await callServer(contract.listTopicBindings, {}, endpoint);
  if (asJson) return console.log(JSON.stringify(bindings, undefined, 2));
  if (bindings.length === 0) return console.log("No topic is bound to anything.");
  console.log(
    table(
      ["TOPIC", "KIND", "WHERE", "FAILED", "LAST FAILURE", "BINDING"],
      bindings.map((it) => [
        it.topicArn,
        it.kind,
        printable(Object.values(it.configuration).join(" ")),
        String(it.failed),
        it.lastFailure === undefined ? "-" : printable(`${minute(it.lastFailureTime)} ${it.lastFailure}`),
        it.bindingId ?? "-",
      ]),
    ),
  );
}

async function test(topicArn: string, endpoint: string | undefined): Promise<void> {
  const { results } = await callServer(contract.testTopic, { topicArn }, endpoint);
  const words = { SENT: "sent", FAILED: "failed" } as const;
  for (const it of results) console.log(`${it.kind}  ${words[it.outcome]}: ${printable(it.said)}`);
  if (results.some(({ outcome }) => outcome === "FAILED")) throw new CommandFailed("Not everything arrived.");
}
