// `tocsin events`: follows what happens, and where machines are told of it.
import { setTimeout as pause } from "node:timers/promises";
import { Command } from "commander";
import * as contract from "../contract/tocsin/event-webhook.ts";
import type { EventDocument } from "../domain/notices/event.ts";
import { callServer, openStream } from "./client.ts";
import { printable } from "./printable.ts";
import { CommandFailed } from "./settings.ts";
import { table } from "./table.ts";

interface Following {
  readonly json?: boolean;
  readonly pattern?: string;
  readonly source?: string;
}

export function eventsCommand(): Command {
  const events = new Command("events")
    .description("follow what happens to incidents, one line an event")
    .option("--endpoint <url>", "where the server listens (default: AWS_ENDPOINT_URL, or this machine's)")
    .option("--pattern <json>", "only the events that an EventBridge pattern means")
    .option("--source <source>", "only events of this source, such as aws.ssm-incidents")
    .option("--json", "the whole documents")
    .action((options: Following) => follow(options, endpoint()));
  const endpoint = (): string | undefined => events.opts<{ endpoint?: string }>().endpoint;
  const webhooks = events.command("webhooks").description("webhooks that are told of all events");
  webhooks
    .command("create <url>")
    .description("send all events, or those of a pattern, to an address")
    .option("--pattern <json>", "only the events that an EventBridge pattern means")
    .action(async (url: string, _: Following, command: Command) => {
      const { pattern: eventPattern } = command.optsWithGlobals<Following>();
      const { webhookId } = await callServer(contract.createEventWebhook, { url, eventPattern }, endpoint());
      console.log(`Events are sent there now, signed (tocsin webhooks secret). The webhook is ${webhookId}.`);
    });
  webhooks
    .command("list")
    .description("the webhooks, and what did not arrive")
    .action(() => list(endpoint()));
  webhooks
    .command("delete <webhook>")
    .description("send no more there")
    .action(async (webhookId: string) => {
      await callServer(contract.deleteEventWebhook, { webhookId }, endpoint());
      console.log(`${webhookId} is deleted.`);
    });
  return events;
}

async function list(endpoint: string | undefined): Promise<void> {
  const { webhooks } = await callServer(contract.listEventWebhooks, {}, endpoint);
  if (webhooks.length === 0) return console.log("There are no event webhooks.");
  console.log(
    table(
      ["WEBHOOK", "HOST", "PATTERN", "FAILED", "LAST FAILURE"],
      webhooks.map((it) => [
        it.webhookId,
        printable(it.host),
        printable(it.eventPattern ?? "all"),
        String(it.failed),
        printable(it.lastFailure ?? "-"),
      ]),
    ),
  );
}

const pauseMilliseconds = 1000;

/** Until it is interrupted. A connection that is lost is opened again, and goes on where it was. */
async function follow({ json, pattern, source }: Following, endpoint: string | undefined): Promise<void> {
  let lastEventId: string | undefined;
  let hasBegun = false;
  for (;;) {
    const query = new URLSearchParams({ ...(pattern && { pattern }), ...(source && { source }) });
    if (lastEventId !== undefined) query.set("lastEventId", lastEventId);
    try {
      for await (const { id, data } of openStream(`/events?${query.toString()}`, endpoint)) {
        hasBegun = true;
        lastEventId = id ?? lastEventId;
        const document = JSON.parse(data) as EventDocument;
        console.log(json === true ? JSON.stringify(document) : line(document));
      }
    } catch (error) {
      if (error instanceof CommandFailed && !hasBegun) throw error;
    }
    hasBegun = true;
    await pause(pauseMilliseconds);
  }
}

const line = (it: EventDocument): string =>
  printable([it.time, it["detail-type"], about(it), it.resources[0] ?? ""].filter(Boolean).join("  "));

/** What a reader wants to know of the detail. */
function about({ detail }: EventDocument): string {
  const word = detail["eventName"] ?? detail["incidentTitle"] ?? detail["eventData"] ?? detail["message"];
  return typeof word === "string" ? word : "";
}
