// Whatever is sent, a source either understands it or says what is wrong with it.
import fc from "fast-check";
import { expect, it } from "vitest";
import { ApiError } from "../../src/contract/api-error.ts";
import { alertmanager } from "../../src/intake/alertmanager.ts";
import { datadog } from "../../src/intake/datadog.ts";
import { generic } from "../../src/intake/generic.ts";
import { grafana } from "../../src/intake/grafana.ts";
import { pagerduty } from "../../src/intake/pagerduty.ts";
import { sentry } from "../../src/intake/sentry.ts";
import type { Source } from "../../src/intake/source.ts";
import { a, b, group } from "./fixtures/alertmanager.ts";
import { dashboardAlert, grafanaGroup } from "./fixtures/grafana.ts";

const examples: [source: Source, example: unknown, resource: string][] = [
  [alertmanager, group(a, b), ""],
  [grafana, grafanaGroup(), ""],
  [grafana, dashboardAlert("alerting"), ""],
  [
    pagerduty,
    {
      event_action: "trigger",
      payload: { summary: "s", source: "s", severity: "error" },
      links: [{ href: "h" }],
    },
    "",
  ],
  [datadog, { title: "[P1] [Triggered] t", tags: "a:b,c", date: "1795420800000", alert_id: "1" }, ""],
  [
    sentry,
    { action: "triggered", data: { event: { issue_id: "1", title: "t", datetime: "d" } } },
    "event_alert",
  ],
  [
    sentry,
    { action: "critical", data: { metric_alert: { id: "1", title: "t", alert_rule: { id: "2" } } } },
    "metric_alert",
  ],
  [sentry, { action: "resolved", data: { issue: { id: "1", title: "t" } } }, "issue"],
  [
    generic,
    { title: "t", labels: { a: 1, b: true, c: null }, links: ["l"], status: "ok", time: 1795420800 },
    "",
  ],
];

/** The example with any of its values replaced by any other. */
const mutated = (value: unknown): fc.Arbitrary<unknown> => {
  const same: fc.Arbitrary<unknown> = Array.isArray(value)
    ? fc.tuple(...value.map(mutated))
    : typeof value === "object" && value !== null
      ? fc.record(Object.fromEntries(Object.entries(value).map(([name, it]) => [name, mutated(it)])))
      : fc.constant(value);
  return fc.oneof(
    { weight: 12, arbitrary: same },
    { weight: 1, arbitrary: fc.jsonValue({ noUnicodeString: false }) },
  );
};

const gone = new AbortController();

const readBy = (source: Source, payload: unknown, resource: string) =>
  source.read({
    request: {
      requestId: "r",
      method: "POST",
      path: `/intake/${source.name}/checkout`,
      query: new URLSearchParams(),
      headers: new Map([["sentry-hook-resource", resource]]),
      body: Buffer.from(JSON.stringify(payload)),
      remoteAddress: "127.0.0.1",
      gone: () => gone.signal,
      signer: () => Promise.reject(new Error("nobody signs")),
    },
    account: "111122223333",
    planName: "checkout",
    now: 0,
  });

it.each(examples)("$name answers every payload, example %#", async (source, example, resource) => {
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(mutated(example), async (payload) => {
      try {
        const { alerts, reply } = await readBy(source, payload, resource);
        for (const { title, key, relatedItems } of alerts) {
          expect([title.length > 0, key.length > 0]).toEqual([true, true]);
          expect(relatedItems.length).toBeLessThanOrEqual(10);
        }
        outcomes.add(reply === undefined ? "understood" : `answered ${reply.status}`);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        expect(["ValidationException", "SerializationException"]).toContain(error.name);
        outcomes.add("refused");
      }
    }),
    { numRuns: 300 },
  );
  // Both happen: else the mutations would prove nothing.
  expect(outcomes.size).toBeGreaterThan(1);
});
