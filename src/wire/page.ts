// What is served beside the APIs: plain requests and replies, without SigV4 unless the page asks for it.
import type { Caller } from "../contract/call.ts";
import type { ReplyBody } from "./reply.ts";

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
  /** Aborted when the client has gone or the listener closes: an endless reply ends then. */
  readonly gone: () => AbortSignal;
  /**
   * Who signed the request, for the service named in the credential scope (`tocsin`).
   * @param action such as `StreamEvents`: then the signer must also be allowed to do it, on `*`
   * @throws ApiError to let through: the wire answers it
   */
  readonly signer: (service: string, action?: string) => Promise<Caller>;
}

export interface PageReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An iterable is sent piece by piece, as fast as the client reads; it ends itself when `gone` is aborted. */
  readonly body?: ReplyBody;
  /** No line in the log, for what is asked every few seconds. */
  readonly quiet?: boolean;
}

/** Answers `undefined` for what it does not know. May throw an ApiError of the common kind. */
export type Pages = (request: PageRequest) => Promise<PageReply | undefined>;
