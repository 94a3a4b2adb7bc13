// Alarms as SNS and Lambda get them, made into the event that EventBridge has for the same change: so runbooks find what they
// look for in `rawData`, whichever way an alarm came.
import { createHash } from "node:crypto";
import {
  boolean,
  integer,
  type Infer,
  list,
  matching,
  required,
  string,
  structure,
} from "../contract/shape.ts";
import { awsTime, instantOf } from "./aws-time.ts";
import { accountId, alarmDetail, alarmName, alarmStateChange, alarmText } from "./eventbridge-payload.ts";

const alarmArn = string({
  max: 1000,
  ...matching("^arn:aws(-cn|-us-gov)?:cloudwatch:[a-z0-9-]{1,40}:\\d{12}:alarm:.+$"),
});

const name = string({ max: 1000 });
const dimensions = list(
  structure("Dimension", { name: required(name), value: required(string({ max: 2000 })) }),
  {
    max: 100,
  },
);

const snsQuery = structure("Metrics", {
  Id: name,
  Expression: string({ max: 4096 }),
  Label: string({ max: 4096 }),
  AccountId: accountId,
  MetricStat: structure("MetricStat", {
    Metric: required(
      structure("Metric", { Namespace: name, MetricName: required(name), Dimensions: dimensions }),
    ),
    Period: integer(),
    Stat: name,
    Unit: name,
  }),
  ReturnData: boolean(),
});

const trigger = structure("Trigger", {
  MetricName: name,
  Namespace: name,
  Statistic: name,
  ExtendedStatistic: name,
  Unit: name,
  Dimensions: dimensions,
  Period: integer(),
  Metrics: list(snsQuery, { max: 500 }),
});

/** Source: the user guide of CloudWatch, and messages seen. */
export const alarmMessage = structure("AlarmMessage", {
  AlarmName: required(alarmName),
  AlarmArn: required(alarmArn),
  AlarmDescription: alarmText,
  AWSAccountId: accountId,
  NewStateValue: required(name),
  NewStateReason: alarmText,
  OldStateValue: name,
  StateChangeTime: required(awsTime),
  Trigger: trigger,
  AlarmRule: string({ max: 20_000 }),
  AlarmContributorId: string(),
});

/** Source: the user guide of CloudWatch, on alarms that invoke Lambda functions. */
export const alarmAction = structure("AlarmAction", {
  alarmArn: required(alarmArn),
  accountId: required(accountId),
  time: required(awsTime),
  alarmData: required(alarmDetail),
});

export function eventOfMessage(it: Infer<typeof alarmMessage>): Record<string, unknown> {
  return eventOf({
    arn: it.AlarmArn,
    time: it.StateChangeTime,
    state: it.NewStateValue,
    detail: {
      alarmName: it.AlarmName,
      configuration: {
        description: it.AlarmDescription,
        alarmRule: it.AlarmRule,
        ...(it.Trigger && { metrics: queriesOf(it.Trigger) }),
      },
      previousState: { value: it.OldStateValue },
      state: { value: it.NewStateValue, reason: it.NewStateReason, timestamp: it.StateChangeTime },
    },
  });
}

/** @param detail the `alarmData` as it came */
export const eventOfAction = (it: Infer<typeof alarmAction>, detail: unknown): Record<string, unknown> =>
  eventOf({
    arn: it.alarmArn,
    time: it.alarmData.state.timestamp ?? it.time,
    state: it.alarmData.state.value,
    detail,
  });

interface Change {
  readonly arn: string;
  readonly time: string;
  readonly state: string;
  readonly detail: unknown;
}

function eventOf({ arn, time, state, detail }: Change): Record<string, unknown> {
  const [, , , region = "", account = ""] = arn.split(":");
  return {
    version: "0",
    id: idOf(`${arn}\n${state}\n${time}`),
    "detail-type": alarmStateChange,
    source: "aws.cloudwatch",
    account,
    // EventBridge tells whole seconds.
    time: `${new Date(instantOf(time)).toISOString().slice(0, 19)}Z`,
    region,
    resources: [arn],
    detail,
  };
}

/** The same for the same change, in the form of a UUID. */
function idOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}

type Trigger = Infer<typeof trigger>;
type SnsQuery = Infer<typeof snsQuery>;

function queriesOf(it: Trigger): unknown[] {
  if (it.Metrics !== undefined) return it.Metrics.map(queryOf);
  if (it.MetricName === undefined) return [];
  return [
    {
      id: "m1",
      metricStat: {
        metric: { namespace: it.Namespace, name: it.MetricName, dimensions: byName(it.Dimensions) },
        period: it.Period,
        stat: it.ExtendedStatistic ?? (it.Statistic && statisticOf(it.Statistic)),
        unit: it.Unit,
      },
      returnData: true,
    },
  ];
}

const queryOf = ({ MetricStat: stat, ...it }: SnsQuery) => ({
  id: it.Id,
  expression: it.Expression,
  label: it.Label,
  accountId: it.AccountId,
  ...(stat && {
    metricStat: {
      metric: {
        namespace: stat.Metric.Namespace,
        name: stat.Metric.MetricName,
        dimensions: byName(stat.Metric.Dimensions),
      },
      period: stat.Period,
      stat: stat.Stat,
      unit: stat.Unit,
    },
  }),
  returnData: it.ReturnData,
});

const byName = (it: Infer<typeof dimensions> = []): Record<string, string> =>
  Object.fromEntries(it.map((dimension) => [dimension.name, dimension.value]));

/** `SAMPLE_COUNT` in messages is `SampleCount` everywhere else. */
const statisticOf = (text: string): string =>
  text
    .toLowerCase()
    .split("_")
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join("");
