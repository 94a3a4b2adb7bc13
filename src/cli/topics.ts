// `tocsin topics`: where the topics of response plans lead.
import { Command } from "commander";
import { destinationKinds } from "../channels/destinations/kinds.ts";
import * as contract from "../contract/tocsin/topic.ts";
import type { DestinationKind, Field } from "../domain/notices/destination.ts";
import { callServer } from "./client.ts";
import { printable } from "./printable.ts";
import { CommandFailed } from "./settings.ts";
import { table } from "./table.ts";

/** Only to know what there is: nothing is sent from here. */
const kinds = destinationKinds({ wallNow: () => 0, webhookSecret: "", hosts: undefined });

export function topicsCommand(): Command {
  const topics = new Command("topics")
    .description("where the SNS topics of response plans lead: Slack, Teams, webhooks, …")
    .option("--endpoint <url>", "where the server listens (default: AWS_ENDPOINT_URL, or this machine's)");
  const endpoint = (): string | undefined => topics.opts<{ endpoint?: string }>().endpoint;
  const bind = topics.command("bind").description("tell a chat or a webhook what is published to a topic");
  for (const kind of kinds.values()) bind.addCommand(bindCommand(kind, endpoint));
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

function bindCommand(kind: DestinationKind, endpoint: () => string | undefined): Command {
  const command = new Command(kind.name)
    .description(kind.about)
    .argument("<topic-arn>", "as response plans name it, such as arn:aws:sns:us-east-1:111122223333:oncall");
  for (const [name, field] of Object.entries(kind.fields)) addOption(command, name, field);
  return command.action(async (topicArn: string) => {
    const options = command.opts<Record<string, string>>();
    const configuration = Object.fromEntries(
      Object.keys(kind.fields).flatMap((name) => {
        const value = options[camelCase(name)];
        return value === undefined ? [] : [[name, value]];
      }),
    );
    const input = { topicArn, kind: kind.name, configuration };
    const { bindingId } = await callServer(contract.bindTopic, input, endpoint());
    console.log(`${topicArn} is bound to ${kind.about}. Try it: tocsin topics test ${topicArn}
The binding is ${bindingId}.`);
  });
}

function addOption(command: Command, name: string, { about, required }: Field): void {
  if (required === true) command.requiredOption(`--${name} <${name}>`, about);
  else command.option(`--${name} <${name}>`, about);
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
        it.bindingId,
      ]),
    ),
  );
}

/** UTC. */
const minute = (time: Date | undefined): string =>
  time === undefined ? "-" : `${time.toISOString().slice(0, 16).replace("T", " ")}Z`;

async function test(topicArn: string, endpoint: string | undefined): Promise<void> {
  const { results } = await callServer(contract.testTopic, { topicArn }, endpoint);
  const words = { SENT: "sent", FAILED: "failed" } as const;
  for (const it of results) console.log(`${it.kind}  ${words[it.outcome]}: ${printable(it.said)}`);
  if (results.some(({ outcome }) => outcome === "FAILED")) throw new CommandFailed("Not everything arrived.");
}
