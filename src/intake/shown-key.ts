// Where senders put the intake key: each into the place that it can.
import { type IntakeKey, readIntakeKey } from "../domain/alerts/intake-key.ts";
import type { PageRequest } from "../wire/page.ts";

/** The first that looks like a key, by how well it is kept there: a header is not logged on the way, an address may be. */
export function shownKey(
  { headers, query }: Pick<PageRequest, "headers" | "query">,
  own: string | undefined,
  inPath: string | undefined,
): IntakeKey | undefined {
  const shown = [
    own,
    ...authorization(headers.get("authorization")),
    headers.get("x-tocsin-key"),
    headers.get("x-api-key"),
    ...query.getAll("key"),
    inPath,
  ];
  for (const text of shown) {
    const key = text === undefined ? undefined : readIntakeKey(text.trim());
    if (key !== undefined) return key;
  }
  return undefined;
}

/** `Bearer KEY`, `Basic` with the key as password or, where there is none, as user, and what PagerDuty and Grafana call a token. */
function authorization(header: string | undefined): string[] {
  const [scheme = "", value = ""] = (header ?? "").split(" ");
  switch (scheme.toLowerCase()) {
    case "bearer":
      return [value];
    case "token":
      return [value.replace(/^token=/, "")];
    case "basic":
      return Buffer.from(value, "base64").toString().split(":").toReversed();
    default:
      return [];
  }
}

/** Whether anything was shown at all: who shows nothing is asked for a key, who shows a wrong one is refused. */
export const showsSomething = ({ headers, query }: Pick<PageRequest, "headers" | "query">): boolean =>
  ["authorization", "x-tocsin-key", "x-api-key"].some((name) => headers.has(name)) || query.has("key");
