// Alarms of Amazon CloudWatch: from an SNS topic, an EventBridge rule, or an alarm's Lambda action. The shape tells which.
import { alertsOf } from "../domain/alerts/aws/alarm-alert.ts";
import type { Alarm, AlarmState, Query } from "../domain/alerts/aws/alarm.ts";
import { awsArn, isArn } from "../domain/alerts/aws/arn.ts";
import type { Alert } from "../domain/alerts/alert.ts";
import { instantOf } from "./aws-time.ts";
import { alarmAction, alarmMessage, eventOfAction, eventOfMessage } from "./cloudwatch-payload.ts";
import { type AlarmEvent, alarmEvent, alarmStateChange } from "./eventbridge-payload.ts";
import { read } from "./payload.ts";
import type { SnsReader } from "./sns/delivery.ts";
import type { Source } from "./source.ts";

export const cloudwatch = (sns: SnsReader): Source => ({
  name: "cloudwatch",
  read: (received) => sns.read(received, (payload) => ({ alerts: alarmAlerts(payload) })),
});

/** @throws ValidationException for what is no alarm in any of the three forms */
export function alarmAlerts(payload: Record<string, unknown>): Alert[] {
  if (isOfNoAlarm(payload)) return [];
  const event = eventIn(payload);
  return alertsOf(alarmOf(read(alarmEvent, event), event));
}

function eventIn(payload: Record<string, unknown>): Record<string, unknown> {
  if (Object.hasOwn(payload, "detail-type")) return payload;
  if (Object.hasOwn(payload, "alarmData"))
    return eventOfAction(read(alarmAction, payload), payload["alarmData"]);
  return withoutAbsent(eventOfMessage(read(alarmMessage, payload)));
}

/** As it is kept, and as EventBridge writes it: what is not known is not there. */
const withoutAbsent = (event: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(JSON.stringify(event)) as Record<string, unknown>;

/**
 * An event of another kind, such as that an alarm was edited; or one series of an alarm that watches many, where the alarm
 * itself tells of its own state. Incident Manager hears of neither. Source: user guide of CloudWatch.
 */
const isOfNoAlarm = (payload: Record<string, unknown>): boolean =>
  Object.hasOwn(payload, "AlarmContributorId") ||
  (typeof payload["detail-type"] === "string" && payload["detail-type"] !== alarmStateChange);

const known: ReadonlySet<string> = new Set<AlarmState>(["ALARM", "OK"]);

const stateOf = (text: string): AlarmState => (known.has(text) ? (text as AlarmState) : "INSUFFICIENT_DATA");

function alarmOf(it: AlarmEvent, event: unknown): Alarm {
  const { alarmName: name, state, previousState, configuration } = it.detail;
  return {
    arn: it.resources?.find(isArn) ?? awsArn("cloudwatch", it, `alarm:${name}`),
    name,
    account: it.account,
    region: it.region,
    state: stateOf(state.value),
    previousState: previousState?.value,
    suppressed: state.actionsSuppressedBy !== undefined,
    time: instantOf(state.timestamp ?? it.time),
    reason: state.reason,
    description: configuration?.description,
    queries: (configuration?.metrics ?? []).map(queryOf),
    event,
  };
}

type ReadQuery = NonNullable<NonNullable<AlarmEvent["detail"]["configuration"]>["metrics"]>[number];

const queryOf = ({ metricStat, ...it }: ReadQuery): Query => ({
  ...it,
  ...(metricStat && {
    metricStat: {
      ...metricStat,
      metric: {
        name: metricStat.metric.name,
        namespace: metricStat.metric.namespace ?? "",
        dimensions: metricStat.metric.dimensions ?? {},
      },
    },
  }),
});
