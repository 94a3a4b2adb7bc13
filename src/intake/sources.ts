// Every source of alerts, by its name in the address. A new one is a file beside this, and a line here.
import { alertmanager } from "./alertmanager.ts";
import { cloudwatch } from "./cloudwatch.ts";
import { datadog } from "./datadog.ts";
import { eventbridge } from "./eventbridge.ts";
import { generic } from "./generic.ts";
import { grafana } from "./grafana.ts";
import { heartbeat } from "./heartbeat.ts";
import { pagerduty } from "./pagerduty.ts";
import { sentry } from "./sentry.ts";
import { snsOf } from "./sns/delivery.ts";
import type { GivenForSources, Source } from "./source.ts";

export function sourcesOf(given: GivenForSources): readonly Source[] {
  const sns = snsOf(given);
  return [
    heartbeat(given),
    cloudwatch(sns),
    eventbridge(sns),
    alertmanager,
    grafana,
    pagerduty,
    datadog,
    sentry,
    generic,
  ];
}
