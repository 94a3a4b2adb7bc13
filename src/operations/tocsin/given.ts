// What the operations of Tocsin's own API are given to work with.
import type { Alert } from "../../domain/alerts/alert.ts";
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

/** What a source would make of a payload that it had sent. @throws ValidationException naming every broken field */
export type ReadAlerts = (sent: {
  readonly account: string;
  readonly planName: string;
  readonly payload: string;
  /** Epoch milliseconds. */
  readonly now: number;
}) => Promise<readonly Alert[]>;

export interface GivenForTrying extends Pick<Given, "storage" | "clock" | "newId"> {
  /** By the name of the source. */
  readonly readers: ReadonlyMap<string, ReadAlerts>;
}

export type GivenForTocsin = GivenForKeys & GivenForDoctor & GivenForTopics & GivenForTrying;
