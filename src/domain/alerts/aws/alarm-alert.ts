// What a CloudWatch alarm means to people.
import type { RelatedItem } from "../../../contract/incidents/related-item.ts";
import type { Alert } from "../alert.ts";
import type { Alarm, Query } from "./alarm.ts";
import { involvedResources } from "./involved-resources.ts";
import { partitionOf } from "./arn.ts";

/**
 * ALARM is trouble and OK its end. INSUFFICIENT_DATA says neither, so it changes nothing; nor does an alarm whose actions
 * are held back, as it would start no incident of AWS's either, and comes again when they no longer are.
 */
export function alertsOf(alarm: Alarm): Alert[] {
  if (alarm.state === "INSUFFICIENT_DATA" || (alarm.state === "ALARM" && alarm.suppressed)) return [];
  return [
    {
      source: "aws.cloudwatch",
      status: alarm.state === "ALARM" ? "FIRING" : "RESOLVED",
      key: alarm.arn,
      time: alarm.time,
      title: alarm.name,
      summary: [alarm.description, alarm.reason].filter(Boolean).join("\n\n") || undefined,
      severity: alarm.state,
      triggerArn: alarm.arn,
      labels: labelsOf(alarm),
      relatedItems: relatedItemsOf(alarm),
      payload: alarm.event,
      repeats: false,
      resolves: true,
    },
  ];
}

/** An alarm's own labels win over dimensions of the same names. */
function labelsOf({ name, account, region, state, previousState, queries }: Alarm): Alert["labels"] {
  const metrics = queries.flatMap(({ metricStat }) => metricStat?.metric ?? []);
  const [first] = metrics;
  return Object.fromEntries([
    ...metrics.toReversed().flatMap(({ dimensions }) => Object.entries(dimensions)),
    ...Object.entries({ alarmName: name, account, region, state }),
    ...(previousState === undefined ? [] : [["previousState", previousState]]),
    ...(first === undefined
      ? []
      : [
          ["namespace", first.namespace],
          ["metricName", first.name],
        ]),
  ]);
}

const relatedItemsOf = (alarm: Alarm): RelatedItem[] => [
  ...resourcesOf(alarm).map((arn): RelatedItem => ({
    identifier: { type: "INVOLVED_RESOURCE", value: { arn } },
  })),
  ...metricsOf(alarm),
  ...consolePage(alarm),
];

/** What many instances do together is about none of them; the limit is that of the list. */
const mostResources = 50;

const resourcesOf = ({ account, region, queries }: Alarm): string[] => {
  const arns = queries.flatMap(({ metricStat, accountId }) =>
    metricStat === undefined
      ? []
      : involvedResources(metricStat.metric, { account: accountId ?? account, region }),
  );
  return [...new Set(arns)].slice(0, mostResources);
};

/** In the API reference of `ItemValue` and `RelatedItem`. */
const longest = { metricDefinition: 4000, title: 200, url: 1000 };

const cut = (text: string): string => [...text].slice(0, longest.title).join("");

/** The list that GetMetricData of CloudWatch takes as `MetricDataQueries`; left out where it is longer than may be. */
function metricsOf({ name, queries }: Alarm): RelatedItem[] {
  const metricDefinition = JSON.stringify(queries.map(dataQuery));
  if (queries.length === 0 || metricDefinition.length > longest.metricDefinition) return [];
  return [{ identifier: { type: "METRIC", value: { metricDefinition } }, title: cut(name) }];
}

const dataQuery = (
  { id, expression, label, accountId, metricStat, returnData }: Query,
  at: number,
): object => ({
  // Those of single metrics are UUIDs, and an Id must begin with a small letter.
  Id: id !== undefined && /^[a-z]\w{0,254}$/.test(id) ? id : `m${at + 1}`,
  Expression: expression,
  Label: label,
  AccountId: accountId,
  MetricStat: metricStat && {
    Metric: {
      Namespace: metricStat.metric.namespace,
      MetricName: metricStat.metric.name,
      Dimensions: Object.entries(metricStat.metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: metricStat.period,
    Stat: metricStat.stat,
    Unit: metricStat.unit,
  },
  ReturnData: returnData,
});

function consolePage({ name, region }: Alarm): RelatedItem[] {
  const page = `/cloudwatch/home?region=${region}#alarmsV2:alarm/${encodeURIComponent(name)}`;
  const url = `https://${consoleHosts[partitionOf(region)](region)}${page}`;
  if (url.length > longest.url) return [];
  return [{ identifier: { type: "OTHER", value: { url } }, title: "The alarm in CloudWatch" }];
}

const consoleHosts = {
  aws: (region: string) => `${region}.console.aws.amazon.com`,
  "aws-cn": (region: string) => `${region}.console.amazonaws.cn`,
  "aws-us-gov": () => "console.amazonaws-us-gov.com",
};
