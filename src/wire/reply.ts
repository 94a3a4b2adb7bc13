// What goes back: status, headers, body; and how it is written.
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";

export type ReplyBody = string | Uint8Array | AsyncIterable<string | Uint8Array>;

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent in a 204. */
  readonly body?: ReplyBody;
  /** The page asked not to be logged. */
  readonly quiet?: boolean;
}

export interface Sending {
  readonly response: ServerResponse;
  readonly requestId: string;
  /** Whether the connection ends with this reply. */
  readonly last: boolean;
}

const isWhole = (body: ReplyBody): body is string | Uint8Array =>
  typeof body === "string" || body instanceof Uint8Array;

const start = (reply: Reply, { response, requestId, last }: Sending): void => {
  const { body } = reply;
  const lines = Object.entries(reply.headers).flat();
  lines.push("x-amzn-RequestId", requestId);
  if (last) lines.push("Connection", "close");
  if (body !== undefined && isWhole(body)) lines.push("Content-Length", String(Buffer.byteLength(body)));
  else if (body === undefined && reply.status !== 204 && reply.status !== 304)
    lines.push("Content-Length", "0");
  response.writeHead(reply.status, lines);
};

/** Piece by piece, as fast as the reader reads; ends when he goes. What is cut short is not mistaken for a whole. */
const stream = async (
  pieces: AsyncIterable<string | Uint8Array>,
  response: ServerResponse,
): Promise<void> => {
  const source = Readable.from(pieces, { objectMode: true });
  let failure: Error | undefined;
  source.once("error", (cause) => {
    failure = cause;
    response.destroy();
  });
  response.once("close", () => source.destroy());
  source.pipe(response);
  await once(response, "close");
  if (failure !== undefined) throw failure;
};

/** Resolves when nothing is left to write, or nobody to read. */
export const send = async (reply: Reply, sending: Sending): Promise<void> => {
  const { response } = sending;
  start(reply, sending);
  if (reply.body === undefined || isWhole(reply.body)) response.end(reply.body);
  else await stream(reply.body, response);
};
