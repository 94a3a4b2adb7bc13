// What the operations of Tocsin's own API are given to work with.
import type { Sealer } from "../../domain/secrets/seal.ts";
import type { Medium } from "../../domain/messages/letter.ts";
import type { DestinationKind } from "../../domain/notices/destination.ts";
import type { Given } from "../given.ts";

export interface GivenForKeys extends Pick<Given, "storage" | "clock" | "pageTokens"> {
  readonly sealer: Sealer;
}

export interface GivenForDoctor extends Pick<Given, "storage" | "clock" | "newId"> {
  readonly sealer: Sealer;
  /** The media for which a provider is configured. */
  readonly carried: ReadonlySet<Medium>;
}

export interface GivenForTopics extends Pick<Given, "storage" | "clock" | "newId"> {
  readonly sealer: Sealer;
  readonly noticing: {
    /** By name, those that a topic can be bound to. */
    readonly kinds: ReadonlyMap<string, DestinationKind>;
    /** Where AWS is set up. */
    readonly sns: DestinationKind | undefined;
    /** Without a slash at the end. */
    readonly publicUrl: string | undefined;
  };
}

export type GivenForTocsin = GivenForKeys & GivenForDoctor & GivenForTopics;
