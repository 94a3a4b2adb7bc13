// An event of EventBridge, as it is sent.
import {
  type Infer,
  list,
  map,
  boolean,
  integer,
  matching,
  required,
  string,
  structure,
} from "../contract/shape.ts";
import { awsTime } from "./aws-time.ts";

export const accountId = string({ ...matching("^\\d{12}$") });
export const regionName = string({ ...matching("^[a-z]{2,8}(-[a-z]{2,12}){1,3}-\\d{1,2}$") });

const envelope = {
  id: required(string({ min: 1, max: 256 })),
  "detail-type": required(string({ min: 1, max: 1000 })),
  source: required(string({ min: 1, max: 1000 })),
  account: required(accountId),
  region: required(regionName),
  time: required(awsTime),
  resources: list(string({ max: 2048 }), { max: 1000 }),
};

export const anyEvent = structure("Event", envelope);
export type AnyEvent = Infer<typeof anyEvent>;

const metric = structure("Metric", {
  namespace: string({ max: 1000 }),
  name: required(string({ max: 1000 })),
  dimensions: map(string({ max: 1000 }), string({ max: 2000 }), { max: 100 }),
});

const query = structure("MetricDataQuery", {
  id: string({ max: 1000 }),
  expression: string({ max: 4096 }),
  label: string({ max: 4096 }),
  accountId,
  metricStat: structure("MetricStat", {
    metric: required(metric),
    period: integer(),
    stat: string({ max: 200 }),
    unit: string({ max: 100 }),
  }),
  returnData: boolean(),
});

/** Longer than what CloudWatch writes. */
export const alarmText = string({ max: 20_000 });

const state = structure("AlarmState", {
  value: required(string({ max: 100 })),
  reason: alarmText,
  timestamp: awsTime,
  actionsSuppressedBy: string({ max: 100 }),
});

export const alarmName = string({ min: 1, max: 1000 });

/** `detail` of an event, and `alarmData` of what a Lambda function gets. */
export const alarmDetail = structure("AlarmDetail", {
  alarmName: required(alarmName),
  state: required(state),
  previousState: structure("PreviousState", { value: string({ max: 100 }) }),
  configuration: structure("AlarmConfiguration", {
    description: alarmText,
    metrics: list(query, { max: 500 }),
  }),
});

export const alarmEvent = structure("AlarmEvent", { ...envelope, detail: required(alarmDetail) });
export type AlarmEvent = Infer<typeof alarmEvent>;

/** Of alarms that people and services see; contributors are the parts of one, and have another. */
export const alarmStateChange = "CloudWatch Alarm State Change";
