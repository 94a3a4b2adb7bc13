// A client that is nothing but a socket: writes bytes, reads replies until the server ends the connection.
import { connect } from "node:net";
import type { Socket } from "node:net";
import { once } from "node:events";

export interface RawReply {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

const headEnd = Buffer.from("\r\n\r\n");

const parseOne = (bytes: Buffer): { readonly reply: RawReply; readonly rest: Buffer } | undefined => {
  const end = bytes.indexOf(headEnd);
  if (end < 0) return undefined;
  const [first = "", ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const headers = new Map(
    lines.map((line) => {
      const mark = line.indexOf(":");
      return [line.slice(0, mark).toLowerCase(), line.slice(mark + 1).trim()];
    }),
  );
  const status = Number(first.split(" ")[1]);
  const start = end + headEnd.length;
  const length = headers.get("content-length");
  const stop = status === 204 || status < 200 ? start : start + Number(length ?? bytes.length - start);
  return {
    reply: { status, headers, body: bytes.subarray(start, stop).toString() },
    rest: bytes.subarray(stop),
  };
};

export const parseReplies = (bytes: Buffer): RawReply[] => {
  const replies: RawReply[] = [];
  for (let found = parseOne(bytes); found !== undefined; found = parseOne(found.rest))
    replies.push(found.reply);
  return replies;
};

export const dial = async (port: number): Promise<Socket> => {
  const socket = connect({ port, host: "127.0.0.1" });
  // A server that cuts a connection is what these tests look for; what was read until then counts.
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
};

/** Everything that comes until the connection ends. */
export const hearOut = async (socket: Socket): Promise<RawReply[]> => {
  const pieces: Buffer[] = [];
  socket.on("data", (piece: Buffer) => pieces.push(piece));
  if (!socket.closed) await once(socket, "close");
  return parseReplies(Buffer.concat(pieces));
};

/** Writes the bytes at once, and answers all replies. The last request must end the connection. */
export const say = async (port: number, bytes: Buffer | string): Promise<RawReply[]> => {
  const socket = await dial(port);
  socket.write(bytes);
  return hearOut(socket);
};

/** The only reply. */
export const ask = async (port: number, bytes: Buffer | string): Promise<RawReply> => {
  const [reply, ...others] = await say(port, bytes);
  if (reply === undefined || others.length > 0)
    throw new Error(`got ${others.length} replies too many or none`);
  return reply;
};

export const json = (reply: RawReply): Record<string, unknown> =>
  JSON.parse(reply.body) as Record<string, unknown>;
