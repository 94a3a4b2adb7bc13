// The way of every request: whom is it for, is it within the limits, what is the answer. Nothing thrown leaves here.
import { api } from "./api.ts";
import type { Surroundings } from "./api.ts";
import { authenticator } from "./authenticate.ts";
import { headersTooLarge, internal, malformed } from "./errors.ts";
import type { Face, Trace } from "./face.ts";
import type { Limits, WireOptions } from "./options.ts";
import { plain } from "./plain.ts";
import { parseQuery } from "./query.ts";
import type { Reply } from "./reply.ts";
import type { Head } from "./request.ts";
import { claimedService } from "./scope.ts";
import { isQueryProtocol, sts } from "./sts.ts";

export interface Arrival {
  readonly head: Head;
  readonly body: () => Promise<Buffer>;
  /** Aborted when the client has gone or the listener closes. */
  readonly gone: () => AbortSignal;
}

/** Never rejects, and notes in the trace what it learns on the way. */
export type Pipeline = (arrival: Arrival, trace: Trace) => Promise<Reply>;

const checkHead = (head: Head, limits: Limits): void => {
  let count = 0;
  for (const values of head.headers.values()) count += values.length;
  if (count > limits.headerCount) throw headersTooLarge();
  const hosts = head.headers.get("host")?.length ?? 0;
  if (hosts > 1 || (hosts === 0 && head.version === "1.1"))
    throw malformed("A request has exactly one Host header.");
};

/** What a request shows by its path or target goes before the service that it was signed for: then the scope is wrong. */
const recogniser = (options: WireOptions, surroundings: Surroundings): ((head: Head) => Face) => {
  const apis = options.services.map((service) => api(service, surroundings));
  const query = sts(surroundings);
  const pages = plain(options.pages, surroundings);
  const byScope = new Map<string, Face>([...apis.map((it) => [it.name, it] as const), ["sts", query]]);
  return (head) => {
    const claiming = apis.find((it) => it.claims(head));
    if (claiming !== undefined) return claiming;
    const scoped = claimedService(head);
    if (scoped === undefined) return isQueryProtocol(head) ? query : pages;
    // Nobody's operation, so perhaps somebody's page.
    if (scoped === options.pagesSigningName) return pages;
    return byScope.get(scoped) ?? pages;
  };
};

/** An error whose members do not fit their shape cannot be written; that itself can be told. */
const refuse = (face: Face, thrown: unknown, trace: Trace): Reply => {
  try {
    return face.refuse(thrown, trace);
  } catch (cause) {
    return face.refuse(internal(cause), trace);
  }
};

export const pipeline = (options: WireOptions, limits: Limits): Pipeline => {
  const surroundings = { ...options, limits, authenticate: authenticator(options) };
  const recognise = recogniser(options, surroundings);
  return async ({ head, body, gone }, trace) => {
    const face = recognise(head);
    try {
      checkHead(head, limits);
      const query = parseQuery(head.rawQuery);
      return await face.answer({ ...head, query, body: await body(), gone }, trace);
    } catch (thrown) {
      return refuse(face, thrown, trace);
    }
  };
};
