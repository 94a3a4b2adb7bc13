// Reads a payload as its source would have sent it, for a dry run: nobody sent it, and it was signed with nothing.
import { ApiError } from "../contract/api-error.ts";
import type { ReadAlerts } from "../operations/tocsin/given.ts";
import type { PageReply } from "../wire/page.ts";
import type { Source } from "./source.ts";

/** By the name of the source. */
export const readersOf = (sources: readonly Source[]): ReadonlyMap<string, ReadAlerts> =>
  new Map(sources.map((source) => [source.name, readerOf(source)]));

const readerOf =
  ({ name, read }: Source): ReadAlerts =>
  async ({ account, planName, payload, now }) => {
    const request = {
      requestId: "dry-run",
      method: "POST",
      path: `/intake/${name}/${planName}`,
      query: new URLSearchParams(),
      headers: new Map([["content-type", "application/json"]]),
      body: Buffer.from(payload),
      remoteAddress: "127.0.0.1",
      gone: () => new AbortController().signal,
      signer: () => Promise.reject(new Error("a dry run is signed by nobody")),
    };
    const { alerts, reply } = await read({ request, account, planName, now });
    if (reply !== undefined && reply.status >= 400) throw refusedWith(reply);
    return alerts;
  };

/** Some senders are refused in words of their own. */
const refusedWith = ({ status, body }: PageReply): ApiError =>
  new ApiError("ValidationException", typeof body === "string" ? body : `status ${status}`);
