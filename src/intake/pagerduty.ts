// PagerDuty's Events API v2: any tool that can send to PagerDuty sends here when its address changes. Source: its documentation.
import { randomUUID } from "node:crypto";
import { type Refusal, decode } from "../contract/decode.ts";
import { type Infer, list, required, string, structure, words } from "../contract/shape.ts";
import type { Alert } from "../domain/alerts/alert.ts";
import type { PageReply, PageRequest } from "../wire/page.ts";
import { json } from "./answer.ts";
import { linksOf } from "./links.ts";
import { jsonOf } from "./payload.ts";
import type { Reading, Source } from "./source.ts";
import { timeOf } from "./time.ts";

const enqueue = "/v2/enqueue";
/** Changes that are no trouble: taken, as PagerDuty takes them, and nothing follows. */
const enqueueChange = "/v2/change/enqueue";

export const pagerduty: Source = {
  name: "pagerduty",
  paths: [enqueue, enqueueChange],
  keyIn: routingKeyIn,
  read: ({ request }) =>
    request.path === enqueueChange ? { alerts: [], reply: processed({}) } : readEvent(request),
};

/** Its clients write it into the body. */
function routingKeyIn(request: PageRequest): string | undefined {
  try {
    const key = jsonOf(request)["routing_key"];
    return typeof key === "string" ? key : undefined;
  } catch {
    // Not JSON: answered in PagerDuty's words once it is known who asks.
    return undefined;
  }
}

const text = string({ max: 65_536 });

const common = {
  dedup_key: string({ max: 255 }),
  client: text,
  client_url: text,
  links: list(structure("EventLink", { href: required(text), text }), { max: 1000 }),
};

const trigger = structure("Trigger", {
  ...common,
  payload: required(
    structure("EventPayload", {
      // PagerDuty cuts it at 1,024 characters.
      summary: required(string({ min: 1, max: 65_536 })),
      source: required(string({ min: 1, max: 65_536 })),
      severity: required(words("critical", "error", "warning", "info")),
      timestamp: string({ max: 100 }),
      component: text,
      group: text,
      class: text,
    }),
  ),
});

const actions = structure("Event", { event_action: required(words("trigger", "acknowledge", "resolve")) });

/** Its end needs no payload, and whatever is in there is not looked at. */
const followUp = structure("FollowUp", { ...common, dedup_key: required(string({ min: 1, max: 255 })) });

type Trigger = Infer<typeof trigger>;
type FollowUp = Infer<typeof followUp>;

function readEvent(request: PageRequest): Reading {
  const body = bodyOf(request);
  if (body === undefined) return invalid(["Event object is not valid JSON"]);
  const action = decode(actions, body);
  if ("value" in action && action.value.event_action !== "trigger") {
    const ended = decode(followUp, body);
    if ("refused" in ended) return invalid(faultsOf(ended.refused));
    // That somebody elsewhere has seen it starts and ends nothing here: a page is acknowledged by those who got it.
    const alerts = action.value.event_action === "resolve" ? [resolved(ended.value, body)] : [];
    return { alerts, reply: processed(ended.value) };
  }
  const begun = decode(trigger, body);
  if ("refused" in action || "refused" in begun)
    return invalid([action, begun].flatMap((it) => ("refused" in it ? faultsOf(it.refused) : [])));
  const key = begun.value.dedup_key || randomUUID().replaceAll("-", "");
  return { alerts: [firing(begun.value, key, body)], reply: processed({ dedup_key: key }) };
}

const faultsOf = ({ violations, message }: Refusal): string[] =>
  violations.length === 0 ? [message] : violations.map(({ path, constraint }) => `'${path}': ${constraint}`);

function bodyOf(request: PageRequest): Record<string, unknown> | undefined {
  try {
    // The key must not reach what is kept of the payload.
    const { routing_key: _, ...body } = jsonOf(request);
    return body;
  } catch {
    return undefined;
  }
}

function firing({ payload, client, client_url, links = [] }: Trigger, key: string, body: unknown): Alert {
  const { source, component, group, class: kind } = payload;
  const labels = Object.entries({ source, component, group, class: kind, client }).filter(
    (label): label is [string, string] => label[1] !== undefined,
  );
  return {
    ...always,
    status: "FIRING",
    key,
    time: timeOf(payload.timestamp),
    title: payload.summary,
    severity: payload.severity,
    labels: Object.fromEntries(labels),
    relatedItems: linksOf([
      ...links.map(({ href, text = href }) => ({ title: text, url: href })),
      { title: client ?? "Client", url: client_url },
    ]),
    payload: body,
  };
}

const resolved = ({ dedup_key: key }: FollowUp, body: unknown): Alert => ({
  ...always,
  status: "RESOLVED",
  key,
  title: key,
  labels: {},
  relatedItems: [],
  payload: body,
});

const always = { source: "pagerduty.events", repeats: true, resolves: true } as const;

const processed = ({ dedup_key }: { readonly dedup_key?: string }): PageReply =>
  json(202, { status: "success", message: "Event processed", dedup_key });

/** As PagerDuty refuses. */
const invalid = (errors: readonly string[]): Reading => ({
  alerts: [],
  reply: json(400, { status: "invalid event", message: "Event object is invalid", errors }),
});
