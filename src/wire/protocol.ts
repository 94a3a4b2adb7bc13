// What the two protocols of the contract have in common: how a request names its operation, and where its input lies.
import type { Operation } from "../contract/operation.ts";
import type { Head, WireRequest } from "./request.ts";

export interface Routed {
  readonly operation: Operation;
  /** Parts of the path by label, still percent-encoded. */
  readonly labels: ReadonlyMap<string, string>;
}

export interface Protocol {
  /** Content type of the answers. */
  readonly contentType: string;
  /** Whether a request shows by its path or target that it is meant for this service, even if for no operation of it. */
  readonly claims: (head: Head) => boolean;
  readonly route: (head: Head) => Routed | undefined;
  /**
   * The input as it was sent, not yet checked against its shape.
   * @throws SerializationException
   */
  readonly input: (routed: Routed, request: WireRequest, nesting: number) => Record<string, unknown>;
  readonly successStatus: (operation: Operation) => number;
}
