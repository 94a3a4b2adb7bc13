// One request and its reply on a connection: reads, runs the pipeline, writes, and leaves a line in the log.
import type { IncomingMessage, ServerResponse } from "node:http";
import { announcedLength, readBody } from "./body.ts";
import { bodyTooLarge } from "./errors.ts";
import type { Trace } from "./face.ts";
import type { Limits, WireOptions } from "./options.ts";
import type { Arrival, Pipeline } from "./pipeline.ts";
import { send } from "./reply.ts";
import type { Reply } from "./reply.ts";
import { headOf } from "./request.ts";
import type { Head } from "./request.ts";

export interface Exchanging {
  readonly run: Pipeline;
  readonly limits: Limits;
  readonly options: Pick<WireOptions, "log" | "now" | "observe">;
  /** Aborted when the listener closes: from then on every reply is the last of its connection. */
  readonly closing: AbortSignal;
}

export interface Wires {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  /** The client waits for `100 Continue` before it sends its body. */
  readonly expectant: boolean;
}

/** Of a page only the beginning of its path is logged: what follows may be a secret. */
const nameOf = ({ method, path }: Head): string => `${method} ${(/^\/[^/]{0,40}/.exec(path) ?? [""])[0]}`;

const leaving = (response: ServerResponse): AbortSignal => {
  const controller = new AbortController();
  response.once("close", () => controller.abort());
  return controller.signal;
};

const arrivalOf = (head: Head, wires: Wires, { limits, closing }: Exchanging): Arrival => {
  const { message, response, expectant } = wires;
  return {
    head,
    gone: () => AbortSignal.any([closing, leaving(response)]),
    body: () => {
      if (expectant && (announcedLength(head) ?? 0) > limits.bodyBytes) throw bodyTooLarge(limits.bodyBytes);
      if (expectant) response.writeContinue();
      return readBody(message, head, limits.bodyBytes);
    },
  };
};

export const exchange = async (wires: Wires, exchanging: Exchanging): Promise<void> => {
  const { run, options, closing } = exchanging;
  const { message, response } = wires;
  const head = headOf(message);
  const trace: Trace = { requestId: head.id, operation: nameOf(head) };
  const started = options.now();
  const arrived = performance.now();
  const sent = (reply: Reply): void => {
    if (reply.quiet === true) return;
    const ms = options.now() - started;
    const error = reply.headers["x-amzn-ErrorType"];
    options.log.info(
      { ...trace, status: reply.status, ms, ...(error === undefined ? {} : { error }) },
      "request",
    );
  };
  response.on("error", (err) => options.log.warn({ ...trace, err }, "a reply did not reach its client"));
  try {
    const reply = await run(arrivalOf(head, wires, exchanging), trace);
    const seconds = (performance.now() - arrived) / 1000;
    const { service, operation } = trace;
    options.observe?.({ service, operation, status: reply.status, seconds });
    // A body that was not taken in to its end cannot be told from the next request.
    const last = closing.aborted || !message.complete;
    await send(reply, { response, requestId: head.id, last });
    sent(reply);
  } catch (cause) {
    options.log.error({ ...trace, err: cause }, "a reply could not be written");
    response.destroy();
  }
};
