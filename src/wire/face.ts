// What the pipeline asks of each part that answers requests: the APIs, STS, and the pages.
import type { Reply } from "./reply.ts";
import type { WireRequest } from "./request.ts";

/** What is known of a request while it travels, for the log. */
export interface Trace {
  readonly requestId: string;
  /** The name in credential scopes, once the request is known to be for an API. */
  service?: string;
  /** `StartIncident`, or `GET /healthz`. */
  operation: string;
  accessKeyId?: string;
}

export interface Face {
  /** May throw anything. */
  readonly answer: (request: WireRequest, trace: Trace) => Promise<Reply>;
  /** Puts what was thrown into the words and the form of this part. */
  readonly refuse: (thrown: unknown, trace: Trace) => Reply;
}
