// Any event of Amazon EventBridge: from an API destination, or through an SNS topic. Rules of the plan choose among them.
import { list, required, structure } from "../contract/shape.ts";
import type { Alert } from "../domain/alerts/alert.ts";
import type { Step } from "../domain/alerts/aws/change.ts";
import { alertOfEvent } from "../domain/alerts/aws/event-alert.ts";
import { putFindings } from "../operations/alerts/put-findings.ts";
import { instantOf } from "./aws-time.ts";
import { stepsOf } from "./change-events.ts";
import { alarmAlerts } from "./cloudwatch.ts";
import { type AnyEvent, alarmStateChange, anyEvent } from "./eventbridge-payload.ts";
import { read } from "./payload.ts";
import type { SnsReader } from "./sns/delivery.ts";
import type { Reading, Source } from "./source.ts";

export const eventbridge = (sns: SnsReader): Source => ({
  name: "eventbridge",
  read: (received) => {
    const { account, now } = received;
    return sns.read(received, (payload) => readingOf(eventsIn(payload), { account, now }));
  },
});

/** Several events at once, each of which is looked at on its own. */
const severalEvents = structure("Events", {
  events: required(list(structure("Event", {}), { min: 1, max: 100 })),
});

function eventsIn(payload: Record<string, unknown>): Record<string, unknown>[] {
  if (!Object.hasOwn(payload, "events") || Object.hasOwn(payload, "detail-type")) return [payload];
  read(severalEvents, payload);
  return payload["events"] as Record<string, unknown>[];
}

interface Heard {
  readonly alerts: readonly Alert[];
  readonly steps: readonly Step[];
}

function readingOf(
  payloads: readonly Record<string, unknown>[],
  { account, now }: { readonly account: string; readonly now: number },
): Reading {
  const heard = payloads.map(hear);
  const steps = heard.flatMap((it) => it.steps);
  return {
    alerts: heard.flatMap((it) => it.alerts),
    ...(steps.length > 0 && { also: (tx) => putFindings(tx, { account, steps, now }) }),
  };
}

function hear(payload: Record<string, unknown>): Heard {
  const event = read(anyEvent, payload);
  if (event["detail-type"] === alarmStateChange && event.source === "aws.cloudwatch")
    return { alerts: alarmAlerts(payload), steps: [] };
  const alert = alertOfEvent({ ...ofEvent(event), payload });
  const steps = stepsOf(event, payload);
  return steps === undefined
    ? { alerts: [alert], steps: [] }
    : { alerts: [{ ...alert, onlyByRule: true }], steps };
}

const ofEvent = ({ resources = [], time, "detail-type": detailType, ...it }: AnyEvent) => ({
  ...it,
  detailType,
  resources,
  time: instantOf(time),
});
