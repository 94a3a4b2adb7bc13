// What is served beside the APIs: plain requests and replies, without SigV4 unless the page asks for it.
import type { Caller } from "../contract/call.ts";

export interface PageRequest {
  readonly requestId: string;
  readonly method: string;
  /** Decoded by nobody, without the query: `/_tocsin/clock`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names; repeated headers joined with `, `. */
  readonly headers: ReadonlyMap<string, string>;
  /** Never longer than the body limit. */
  readonly body: Uint8Array;
  /** The address of the peer. */
  readonly remoteAddress: string;
  /**
   * Who signed the request, for the service named in the credential scope (`tocsin`).
   * @throws ApiError to let through: the wire answers it
   */
  readonly signer: (service: string) => Promise<Caller>;
}

export interface PageReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An iterable is sent piece by piece; its `return` is called when the client goes or the listener closes. */
  readonly body?: string | Uint8Array | AsyncIterable<string | Uint8Array>;
}

/** Answers `undefined` for what it does not know. May throw an ApiError of the common kind. */
export type Pages = (request: PageRequest) => Promise<PageReply | undefined>;
