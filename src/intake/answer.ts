// What senders of alerts are answered: JSON, and never anything that a key is part of.
import { ApiError } from "../contract/api-error.ts";
import type { TakenAlert } from "../domain/alerts/alert.ts";
import type { PageReply } from "../wire/page.ts";

export const json = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): PageReply => ({
  status,
  headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
  body: `${JSON.stringify(body)}\n`,
});

export const taken = (alerts: readonly TakenAlert[]): PageReply => json(202, { alerts });

const statuses: ReadonlyMap<string, number> = new Map([
  ["AccessDeniedException", 403],
  ["ResourceNotFoundException", 404],
  ["SerializationException", 400],
  ["ServiceQuotaExceededException", 400],
  ["ServiceUnavailableException", 503],
  ["ValidationException", 400],
]);

/** What the sender is to know of it: 503 where trying again helps. Undefined for a fault of ours. */
export function refusal(thrown: unknown): PageReply | undefined {
  if (!(thrown instanceof Error)) return undefined;
  if (thrown.name === "StorageUnavailable")
    return json(
      503,
      { message: "The storage does not answer at the moment. Please try again." },
      { "retry-after": "1" },
    );
  const status = thrown instanceof ApiError ? statuses.get(thrown.name) : undefined;
  return status === undefined ? undefined : json(status, { message: thrown.message });
}
