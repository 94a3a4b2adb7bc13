// Answers what is not HTTP, or comes too slowly to be: one well-formed reply, then the connection is cut.
import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { commonStatus, headersTooLarge, malformed, requestTimeout } from "./errors.ts";

const errorFor = (code: string | undefined): Error => {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return requestTimeout();
  if (code === "HPE_HEADER_OVERFLOW") return headersTooLarge();
  return malformed("The request is not valid HTTP/1.1.");
};

const rawReply = (error: Error): string => {
  const status = commonStatus(error.name) ?? 400;
  const body = JSON.stringify({ __type: error.name, message: error.message });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `x-amzn-RequestId: ${randomUUID()}`,
    `x-amzn-ErrorType: ${error.name}`,
    "Connection: close",
    "",
    body,
  ].join("\r\n");
};

/** @param code what Node says is wrong, such as `HPE_HEADER_OVERFLOW` */
export const refuseBroken = (socket: Duplex, code: string | undefined): void => {
  if (!socket.writable || code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  socket.end(rawReply(errorFor(code)), () => socket.destroy());
};
