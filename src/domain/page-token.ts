// The tokens of paginated lists: opaque, signed, and worth nothing in another query. Nothing is kept on the server, so any
// node can read a token of any other that has the same secret key.
import { createHmac, timingSafeEqual } from "node:crypto";
import { canonical } from "./canonical.ts";

/** What a token belongs to. */
export interface PageQuery {
  /** As AWS names it, such as `ListIncidentRecords`. */
  readonly operation: string;
  /** Twelve digits. */
  readonly account: string;
  /** All that decides which rows the list has, in which order. Not the page size: callers may change it on the way. */
  readonly arguments: unknown;
}

/** The sort key of the last row given, so that the next page begins after it, whatever rows came or went since. */
export type Position = readonly (string | number)[];

/** Thrown for a token that is altered, expired, or of another query. Operations answer it with a ValidationException. */
export class InvalidPageToken extends Error {
  override name = "InvalidPageToken";
}

export interface PageTokens {
  /** @param now epoch milliseconds */
  readonly issue: (query: PageQuery, position: Position, now: number) => string;
  /**
   * @param now epoch milliseconds
   * @throws InvalidPageToken
   */
  readonly read: (query: PageQuery, token: string, now: number) => Position;
}

/** AWS does not say how long its tokens live; a day is long enough for a slow export. */
export const pageTokenMilliseconds = 24 * 60 * 60 * 1000;

/** The APIs allow 2,000 (incidents) and 2,048 (contacts). */
const maxLength = 2000;
const macLength = 16;

/** @param key at least 32 bytes, for this purpose alone */
export function createPageTokens(key: Uint8Array): PageTokens {
  const sign = ({ operation, account, arguments: given }: PageQuery, content: Buffer): Buffer =>
    createHmac("sha256", key)
      .update(canonical([1, operation, account, given]))
      .update("\n")
      .update(content)
      .digest()
      .subarray(0, macLength);
  return {
    issue: (query, position, now) => {
      const content = Buffer.from(JSON.stringify([now + pageTokenMilliseconds, ...position]));
      const token = Buffer.concat([sign(query, content), content]).toString("base64url");
      if (token.length > maxLength) throw new RangeError(`a page token of ${token.length} characters`);
      return token;
    },
    read: (query, token, now) => {
      const bytes = token.length > maxLength ? Buffer.alloc(0) : Buffer.from(token, "base64url");
      const content = bytes.subarray(macLength);
      // Decoding skips what is not base64, and the last character has spare bits: only the one true spelling counts.
      const intact =
        content.length > 0 &&
        bytes.toString("base64url") === token &&
        timingSafeEqual(bytes.subarray(0, macLength), sign(query, content));
      if (!intact) throw new InvalidPageToken("the token is not one that this query gave");
      const [expires, ...position] = JSON.parse(content.toString()) as [number, ...Position];
      if (now >= expires) throw new InvalidPageToken("the token has expired: begin again at the first page");
      return position;
    },
  };
}
