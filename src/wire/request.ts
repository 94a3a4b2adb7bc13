// One request as it came: untouched path and query, headers by lower-case name, nothing interpreted yet.
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Parameter } from "./query.ts";

export type Headers = ReadonlyMap<string, readonly string[]>;

/** Everything of a request but its body. Texts are as Node reads them: one character per byte. */
export interface Head {
  readonly id: string;
  readonly method: string;
  /** Of HTTP: `1.1`. */
  readonly version: string;
  /** Still percent-encoded, without the query. */
  readonly path: string;
  /** What followed the first `?`, still percent-encoded. */
  readonly rawQuery: string;
  readonly headers: Headers;
  readonly remoteAddress: string;
}

export interface WireRequest extends Head {
  readonly query: readonly Parameter[];
  readonly body: Buffer;
  /** Aborted when the client has gone or the listener closes. */
  readonly gone: () => AbortSignal;
}

const byName = (rawHeaders: readonly string[]): Headers => {
  const headers = new Map<string, string[]>();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? "").toLowerCase();
    const value = rawHeaders[at + 1] ?? "";
    const values = headers.get(name);
    if (values === undefined) headers.set(name, [value]);
    else values.push(value);
  }
  return headers;
};

/** Proxies may ask in the absolute form, `GET http://host/path`; the origin says nothing that Host does not. */
const originForm = (target: string): string =>
  target.startsWith("/") ? target : target.replace(/^https?:\/\/[^/?]*/i, "") || "/";

export const headOf = (message: IncomingMessage): Head => {
  const target = originForm(message.url ?? "/");
  const mark = target.indexOf("?");
  return {
    id: randomUUID(),
    method: message.method ?? "GET",
    version: message.httpVersion,
    path: mark < 0 ? target : target.slice(0, mark),
    rawQuery: mark < 0 ? "" : target.slice(mark + 1),
    headers: byName(message.rawHeaders),
    remoteAddress: message.socket.remoteAddress ?? "",
  };
};

/** The first value of a header; `undefined` where it is absent. */
export const header = (head: Pick<Head, "headers">, name: string): string | undefined =>
  head.headers.get(name)?.[0];
