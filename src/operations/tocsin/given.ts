// What the operations of Tocsin's own API are given to work with.
import type { Sealer } from "../../domain/secrets/seal.ts";
import type { Medium } from "../../domain/messages/letter.ts";
import type { Given } from "../given.ts";

export interface GivenForKeys extends Pick<Given, "storage" | "clock" | "pageTokens"> {
  readonly sealer: Sealer;
}

export interface GivenForDoctor extends Pick<Given, "storage" | "clock" | "newId"> {
  /** The media for which a provider is configured. */
  readonly carried: ReadonlySet<Medium>;
}

export type GivenForTocsin = GivenForKeys & GivenForDoctor;
