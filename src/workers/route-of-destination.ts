// Where a destination leads: its kind, and how that is set up. What was taken away since leads nowhere.
import type { Matcher } from "../domain/alerts/patterns/event-pattern.ts";
import { readPattern } from "../domain/alerts/patterns/event-pattern.ts";
import type {
  Carried,
  Configuration,
  DestinationKind,
  NoticedIncident,
} from "../domain/notices/destination.ts";
import type { Sealer } from "../domain/secrets/seal.ts";
import { findEventWebhook, placeOfWebhook } from "../storage/event-webhooks.ts";
import type { Reader, Transaction } from "../storage/storage.ts";
import { findTopicBinding, placeOfBinding } from "../storage/topic-bindings.ts";

export interface Route {
  readonly kind: DestinationKind;
  readonly config: Configuration;
  /** Which events it wants. */
  readonly wants: Matcher;
  /** It tells of incidents that can be looked up: once one is gone, it is told no more of it. */
  readonly needsIncident: boolean;
  /** What else is written when a notice has come to its end. */
  readonly concluded?: Concluded;
}

/** A notice that arrived, or was given up. */
export interface Conclusion {
  readonly incident: NoticedIncident;
  /** What the kind had kept until then. */
  readonly before: unknown;
  readonly carried: Carried;
}

/** In the transaction that takes the notice from its queue, and before it holds the queue. */
export type Concluded = (tx: Transaction, it: Conclusion) => Promise<void>;

/** A kind of which each response plan has its own: its configuration follows from the incident. */
export interface PlanDestination {
  readonly kind: DestinationKind;
  readonly configOf: (reader: Reader, incident: NoticedIncident) => Promise<Configuration | undefined>;
  readonly concluded: Concluded;
}

export interface Destinations {
  readonly sealer: Sealer;
  /** By name, those that a topic can be bound to. */
  readonly kinds: ReadonlyMap<string, DestinationKind>;
  /** Where AWS is set up. */
  readonly sns: DestinationKind | undefined;
  readonly pagerDuty: PlanDestination | undefined;
}

interface Asked {
  /** `topic:<binding>`, `sns:<topic>`, `webhook:<id>` or `pagerduty`. */
  readonly destination: string;
  readonly incident: NoticedIncident | undefined;
}

const all: Matcher = () => true;

/** @throws UnreadableSecret */
export async function routeOf(
  given: Destinations,
  reader: Reader,
  { destination, incident }: Asked,
): Promise<Route | undefined> {
  const [sort = "", id = ""] = partsOf(destination);
  if (sort === "topic") return routeOfBinding(given, reader, id);
  if (sort === "webhook") return routeOfWebhook(given, reader, id);
  if (sort === "sns")
    return given.sns && { kind: given.sns, config: { topic: id }, wants: all, needsIncident: false };
  if (incident === undefined) return undefined;
  const { pagerDuty } = given;
  const config = await pagerDuty?.configOf(reader, incident);
  return pagerDuty && config && { ...pagerDuty, config, wants: all, needsIncident: true };
}

/** An ARN has colons too. */
const partsOf = (destination: string): string[] => {
  const colon = destination.indexOf(":");
  return [destination.slice(0, colon), destination.slice(colon + 1)];
};

async function routeOfBinding(
  { kinds, sealer }: Destinations,
  reader: Reader,
  id: string,
): Promise<Route | undefined> {
  const binding = await findTopicBinding(reader, id);
  const kind = kinds.get(binding?.kind ?? "");
  if (binding === undefined || kind === undefined) return undefined;
  const config = JSON.parse(sealer.open(placeOfBinding(id), binding.sealed)) as Configuration;
  return { kind, config, wants: all, needsIncident: kind.name !== "webhook" };
}

async function routeOfWebhook(
  { kinds, sealer }: Destinations,
  reader: Reader,
  id: string,
): Promise<Route | undefined> {
  const webhook = await findEventWebhook(reader, id);
  const kind = kinds.get("webhook");
  if (webhook === undefined || kind === undefined) return undefined;
  const url = sealer.open(placeOfWebhook(id), webhook.sealed);
  return { kind, config: { url }, wants: wantedBy(webhook.pattern), needsIncident: false };
}

function wantedBy(pattern: string | undefined): Matcher {
  if (pattern === undefined) return all;
  const reading = readPattern(JSON.parse(pattern));
  return "matches" in reading ? reading.matches : () => false;
}
