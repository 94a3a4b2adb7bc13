// Every kind of destination that a topic can be bound to, by its name.
import type { DestinationKind } from "../../domain/notices/destination.ts";
import { discord } from "./discord.ts";
import { mattermost } from "./mattermost.ts";
import { slack } from "./slack.ts";
import { teams } from "./teams.ts";
import { webhook } from "./webhook.ts";

/** What kinds are given to work with. */
export interface GivenForDestinations {
  /** Real time, by which receivers judge signatures. Epoch milliseconds. */
  readonly wallNow: () => number;
  /** Signs what goes to webhooks. */
  readonly webhookSecret: string;
  /** The hosts that may be reached, as TOCSIN_WEBHOOK_HOSTS says: names, and patterns such as `*.example.com`; undefined for any. */
  readonly hosts: readonly string[] | undefined;
}

/** A kind gets its line here: `slack`, `teams`, `mattermost`, `discord`, `webhook`. */
const builders: readonly ((given: GivenForDestinations) => DestinationKind)[] = [
  slack,
  teams,
  mattermost,
  discord,
  webhook,
];

export const destinationKinds = (given: GivenForDestinations): ReadonlyMap<string, DestinationKind> =>
  new Map(builders.map((build) => build(given)).map((kind) => [kind.name, kind]));
