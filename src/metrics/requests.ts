// Requests by what was asked and how it was answered.
import { Histogram, type Registry } from "prom-client";
import { contacts } from "../contract/contacts/service.ts";
import { incidents } from "../contract/incidents/service.ts";
import { tocsin } from "../contract/tocsin/service.ts";
import type { Answered } from "../wire/options.ts";

/** First parts of paths. What else is asked for is `unknown`, so that no stranger can make series. */
const pages: ReadonlySet<string> = new Set([
  "healthz",
  "readyz",
  "metrics",
  "acknowledge",
  "incident",
  "twilio",
  "slack",
  "intake",
  "v2",
  "events",
  "_tocsin",
]);

const page = /^[A-Z]+ \/([\w-]*)/;

/** The names of all that can be called, by the service's name in credential scopes. */
const operations: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...[incidents, contacts, tocsin].map(
    (contract) => [contract.signingName, new Set(Object.keys(contract.operations))] as const,
  ),
  ["sts", new Set(["GetCallerIdentity"])] as const,
]);

export function requestMetrics(register: Registry): (it: Answered) => void {
  const histogram = new Histogram({
    name: "tocsin_request_duration_seconds",
    help: "Requests and how long their answers took; status is its first digit and xx.",
    labelNames: ["service", "operation", "status"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [register],
  });
  const named = (service: string | undefined, operation: string): string => {
    if (service !== undefined)
      return operations.get(service)?.has(operation) === true ? operation : "unknown";
    const [, first = ""] = page.exec(operation) ?? [];
    return pages.has(first) ? first : "unknown";
  };
  return ({ service, operation, status, seconds }) =>
    histogram.observe(
      {
        service: service ?? "pages",
        operation: named(service, operation),
        status: `${Math.floor(status / 100)}xx`,
      },
      seconds,
    );
}
