// Takes in a body: never more than the limit, never half of it.
import type { IncomingMessage } from "node:http";
import { bodyTooLarge, requestAborted } from "./errors.ts";
import { header } from "./request.ts";
import type { Head } from "./request.ts";

const empty = Buffer.alloc(0);

/** How many times the limit is still taken in, so that a client which first sends all and then reads gets its answer. */
const patience = 4;

/** In bytes; `undefined` where the body comes in chunks and nobody knows. */
export const announcedLength = (head: Head): number | undefined => {
  const length = header(head, "content-length");
  if (length !== undefined) return Number(length);
  return head.headers.has("transfer-encoding") ? undefined : 0;
};

const collect = (message: IncomingMessage, limit: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let length = 0;
    message.on("data", (piece: Buffer) => {
      length += piece.length;
      if (length <= limit) pieces.push(piece);
      else if (length > limit * patience) reject(bodyTooLarge(limit));
    });
    message.on("end", () => {
      if (length > limit) reject(bodyTooLarge(limit));
      else resolve(pieces.length === 1 ? (pieces[0] ?? empty) : Buffer.concat(pieces, length));
    });
    // Nobody listens for "error": then a client that leaves is a "close" and nothing else.
    message.on("close", () => {
      if (!message.complete) reject(requestAborted());
    });
  });

/**
 * @param limit in bytes
 * @throws RequestEntityTooLargeException beyond the limit, RequestAbortedException where the client leaves in the middle
 */
export const readBody = async (message: IncomingMessage, head: Head, limit: number): Promise<Buffer> => {
  const expected = announcedLength(head);
  if (expected === 0) return empty;
  if (expected !== undefined && expected > limit * patience) throw bodyTooLarge(limit);
  return collect(message, limit);
};
