// Whatever AWS, or somebody in its name, sends: it is understood, or refused in words.
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  alarmAction,
  alarmEvent,
  alarmMessage,
  compositeEvent,
  compositeMessage,
  mathMessage,
} from "../../test/intake/fixtures/aws/alarms.ts";
import { deployment, instanceStopped, stackStatus } from "../../test/intake/fixtures/aws/events.ts";
import { ApiError } from "../contract/api-error.ts";
import { eventbridge } from "./eventbridge.ts";
import { alarmAlerts } from "./cloudwatch.ts";
import { snsOf } from "./sns/delivery.ts";
import type { Received } from "./source.ts";

const time = "2026-11-23T08:00:00Z";
const payloads = [
  alarmAction(),
  alarmEvent(),
  alarmMessage(),
  compositeEvent("Alarm"),
  compositeMessage(),
  mathMessage(),
  deployment("START", time),
  stackStatus("UPDATE_COMPLETE", time),
  instanceStopped(),
];

/** Every place of a value within another. */
function placesIn(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, it]) => {
    const place: readonly string[] = at.concat(name);
    return [place].concat(placesIn(it, place));
  });
}

function withValue(value: unknown, [name, ...rest]: readonly string[], put: unknown): unknown {
  if (name === undefined) return put;
  const entries = Object.entries(value as Record<string, unknown>);
  const changed = entries.map(([key, it]) => [key, key === name ? withValue(it, rest, put) : it] as const);
  return Array.isArray(value) ? changed.map(([, it]) => it) : Object.fromEntries(changed);
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    "\0",
    "\ud800",
    -1,
    1.5,
    1e300,
    true,
    [],
    {},
    [[]],
    "9999-12-31T23:59:59Z",
  ),
  fc.constantFrom<unknown>("2026-02-31T00:00:00.000+0000", "x".repeat(30_000), { ["__proto__"]: "x" }),
  fc.constantFrom<unknown>(JSON.parse('{"__proto__":{"constructor":"x"}}'), "arn:aws:cloudwatch:::alarm:"),
  fc.jsonValue(),
);

const changed = fc
  .constantFrom(...payloads)
  .chain((payload) => fc.tuple(fc.constant(payload), fc.constantFrom(...placesIn(payload)), odd))
  .map(([payload, place, put]) => withValue(payload, place, put) as Record<string, unknown>);

const { read } = eventbridge(snsOf({ sns: { origins: [], topics: [] }, warn: () => undefined }));

const receivedOf = (payload: unknown): Received => ({
  request: {
    requestId: "1",
    method: "POST",
    path: "/intake/eventbridge/checkout",
    query: new URLSearchParams(),
    headers: new Map(),
    body: Buffer.from(JSON.stringify(payload)),
    remoteAddress: "127.0.0.1",
    gone: () => new AbortController().signal,
    signer: () => Promise.reject(new Error("nobody signs it")),
  },
  account: "111122223333",
  planName: "checkout",
  now: 0,
});

async function understood(reading: () => unknown): Promise<void> {
  try {
    await reading();
  } catch (error) {
    expect(error).toBeInstanceOf(ApiError);
    expect(["ValidationException", "SerializationException"]).toContain((error as ApiError).name);
  }
}

test("a payload with anything in any place is no fault of ours", async () => {
  await fc.assert(
    fc.asyncProperty(changed, async (payload) => {
      await understood(() => {
        for (const alert of alarmAlerts(payload)) {
          expect(Number.isFinite(alert.time)).toBe(true);
          expect(JSON.stringify(alert)).toBeTypeOf("string");
          for (const { identifier } of alert.relatedItems) {
            expect(identifier.value.arn?.length ?? 0).toBeLessThanOrEqual(1000);
            expect(identifier.value.url?.length ?? 0).toBeLessThanOrEqual(1000);
            expect(identifier.value.metricDefinition?.length ?? 0).toBeLessThanOrEqual(4000);
          }
        }
      });
      await understood(async () => {
        const { alerts } = await read(receivedOf(payload));
        for (const { time: at } of alerts) expect(Number.isFinite(at)).toBe(true);
      });
    }),
    { numRuns: 1000 },
  );
});
