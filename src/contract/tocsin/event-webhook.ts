// Webhooks for machines: all events of the account, or those that an event pattern means.
import { type OutputOf, operation } from "../operation.ts";
import { integer, list, matching, required, string, structure, timestamp } from "../shape.ts";
import { always, resourceNotFound } from "./errors.ts";

const webhookId = required(string({ min: 36, max: 36, ...matching(String.raw`^[0-9a-f-]{36}$`) }));

/** As EventBridge writes them, in JSON. */
const eventPattern = string({ min: 2, max: 4096 });

export const createEventWebhook = operation({
  name: "CreateEventWebhook",
  http: { method: "POST", path: "/_tocsin/event-webhooks/create", status: 201 },
  input: structure("CreateEventWebhookInput", {
    url: required(string({ min: 1, max: 4096, sensitive: true })),
    eventPattern,
  }),
  output: structure("CreateEventWebhookOutput", { webhookId }),
  errors: [...always],
});

export const listEventWebhooks = operation({
  name: "ListEventWebhooks",
  http: { method: "POST", path: "/_tocsin/event-webhooks/list", status: 200 },
  input: structure("ListEventWebhooksInput", {}),
  output: structure("ListEventWebhooksOutput", {
    webhooks: required(
      list(
        structure("EventWebhook", {
          webhookId,
          /** Its host: addresses often carry a secret. */
          host: required(string()),
          eventPattern,
          createdTime: required(timestamp()),
          /** Events that could not be brought there. */
          failed: required(integer()),
          lastFailure: string(),
          lastFailureTime: timestamp(),
        }),
      ),
    ),
  }),
  errors: [...always],
});
export type EventWebhook = OutputOf<typeof listEventWebhooks>["webhooks"][number];

export const deleteEventWebhook = operation({
  name: "DeleteEventWebhook",
  http: { method: "POST", path: "/_tocsin/event-webhooks/delete", status: 204 },
  input: structure("DeleteEventWebhookInput", { webhookId }),
  output: structure("DeleteEventWebhookOutput", {}),
  idempotent: true,
  errors: [...always, resourceNotFound],
});
