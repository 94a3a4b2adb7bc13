// What the operations on access keys are given to work with.
import type { Sealer } from "../../domain/secrets/seal.ts";
import type { Given } from "../given.ts";

export interface GivenForKeys extends Pick<Given, "storage" | "clock" | "pageTokens"> {
  readonly sealer: Sealer;
}
