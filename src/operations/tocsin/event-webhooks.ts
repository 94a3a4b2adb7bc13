// CreateEventWebhook, ListEventWebhooks, DeleteEventWebhook: events of the whole account for machines.
import { ApiError } from "../../contract/api-error.ts";
import { type Implementation, implement } from "../../contract/call.ts";
import * as contract from "../../contract/tocsin/event-webhook.ts";
import { readPattern } from "../../domain/alerts/patterns/event-pattern.ts";
import { faultsOfConfiguration } from "../../domain/notices/configuration.ts";
import { type Failures, failuresOf } from "../../storage/event-queues.ts";
import * as webhooks from "../../storage/event-webhooks.ts";
import type { GivenForTopics } from "./given.ts";
import { failed } from "./topics.ts";

export const createEventWebhook = ({
  storage,
  clock,
  newId,
  sealer,
  noticing,
}: GivenForTopics): Implementation =>
  implement({
    operation: contract.createEventWebhook,
    resources: () => ["*"],
    run: async ({ url, eventPattern: pattern }, { caller: { account } }) => {
      const kind = noticing.kinds.get("webhook");
      const faults = [
        ...(kind === undefined ? [] : faultsOfConfiguration(kind, { url })),
        ...(pattern === undefined ? [] : faultsOfPattern(pattern)),
      ];
      if (faults.length > 0) throw new ApiError("ValidationException", `${faults.join("; ")}.`);
      const id = newId();
      const sealed = sealer.seal(webhooks.placeOfWebhook(id), url);
      const shownUrl = URL.parse(url)?.host ?? "";
      const webhook = { id, account, sealed, shownUrl, pattern, created: clock.now() };
      await storage.write((tx) => webhooks.addEventWebhook(tx, webhook));
      return { webhookId: id };
    },
  });

/** Sentences without their full stop. */
export function faultsOfPattern(text: string): string[] {
  try {
    const reading = readPattern(JSON.parse(text));
    return "matches" in reading ? [] : reading.mistakes.map((it) => `eventPattern: ${it.replace(/\.$/, "")}`);
  } catch (error) {
    if (error instanceof SyntaxError) return ["eventPattern must be JSON"];
    throw error;
  }
}

export const listEventWebhooks = ({ storage }: GivenForTopics): Implementation =>
  implement({
    operation: contract.listEventWebhooks,
    resources: () => ["*"],
    run: async (_, { caller: { account } }) => {
      const failures = await failuresOf(storage, account);
      return {
        webhooks: (await webhooks.listEventWebhooks(storage, account)).map((it) =>
          described(it, failures.get(`webhook:${it.id}`)),
        ),
      };
    },
  });

const described = (it: webhooks.EventWebhook, failures: Failures | undefined): contract.EventWebhook => ({
  webhookId: it.id,
  host: it.shownUrl,
  eventPattern: it.pattern,
  createdTime: new Date(it.created),
  ...failed(failures),
});

export const deleteEventWebhook = ({ storage }: GivenForTopics): Implementation =>
  implement({
    operation: contract.deleteEventWebhook,
    resources: () => ["*"],
    run: async ({ webhookId: id }, { caller: { account } }) => {
      if (await storage.write((tx) => webhooks.removeEventWebhook(tx, { account, id }))) return {};
      throw new ApiError("ResourceNotFoundException", `There is no event webhook ${id}.`, {
        resourceIdentifier: id,
      });
    },
  });
