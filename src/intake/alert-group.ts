// A group of alerts as Prometheus Alertmanager and Grafana send it: webhook version 4. Source: their documentation and code.
import { ApiError } from "../contract/api-error.ts";
import { type Infer, integer, list, map, required, string, structure, words } from "../contract/shape.ts";
import type { Alert } from "../domain/alerts/alert.ts";
import { type Link, linksOf } from "./links.ts";
import { newest, timeOf } from "./time.ts";

const labels = map(string({ max: 1024 }), string({ max: 65_536 }), { max: 500 });
const url = string({ max: 65_536 });
const time = string({ max: 64 });
const status = words("firing", "resolved");

const member = structure("GroupedAlert", {
  status: required(status),
  labels: required(labels),
  annotations: labels,
  startsAt: time,
  endsAt: time,
  generatorURL: url,
  fingerprint: string({ max: 256 }),
  /** Of Grafana. */
  dashboardURL: url,
  panelURL: url,
  silenceURL: url,
});

export const alertGroup = structure("AlertGroup", {
  groupKey: required(string({ min: 1, max: 65_536 })),
  status: required(status),
  receiver: string({ max: 1024 }),
  groupLabels: labels,
  commonLabels: labels,
  commonAnnotations: labels,
  externalURL: url,
  /** One incident has room for all of them. */
  alerts: required(list(member, { min: 1, max: 20_000 })),
  /** How many more there are, beyond those that the sender was configured to tell. */
  truncatedAlerts: integer({ min: 0 }),
  /** Of Grafana: the text that somebody wrote for the contact point. */
  message: string({ max: 1_048_576 }),
});

type Group = Infer<typeof alertGroup>;
type Grouped = Infer<typeof member>;

/** Who sends, and how an incident calls it. */
export interface Sender {
  readonly source: string;
  readonly name: string;
}

export interface GroupReceived {
  readonly sender: Sender;
  readonly query: URLSearchParams;
  readonly payload: Readonly<Record<string, unknown>>;
}

/**
 * One alert for the group, as the sender groups for people; with `?by=alert` one for each in it.
 * @throws ValidationException
 */
export function alertsOfGroup(group: Group, { sender, query, payload }: GroupReceived): Alert[] {
  const by = query.get("by") ?? "group";
  if (by === "group") return isUncertain(group) ? [] : [groupAlert(group, sender, payload)];
  if (by === "alert")
    return group.alerts.map((it, at) => singleAlert(it, { sender, payload: partOf(payload, at) }));
  throw new ApiError("ValidationException", "The query parameter by is neither group nor alert.");
}

/** The status is that of the alerts that were told: those that were cut off may fire still. Source: code of Alertmanager. */
const isUncertain = ({ status, truncatedAlerts = 0 }: Group): boolean =>
  status === "resolved" && truncatedAlerts > 0;

/** What there is once in a payload stands for it, whatever else is in there. */
const partOf = (payload: Readonly<Record<string, unknown>>, at: number): unknown =>
  Array.isArray(payload["alerts"]) ? (payload["alerts"] as unknown[])[at] : undefined;

function groupAlert(group: Group, { source, name }: Sender, payload: unknown): Alert {
  const { commonLabels = {}, groupLabels = {}, commonAnnotations = {}, alerts } = group;
  const firing = alerts.filter((it) => it.status === "firing");
  const told = firing.length > 0 ? firing : alerts;
  const fires = group.status === "firing";
  return {
    source,
    status: fires ? "FIRING" : "RESOLVED",
    key: group.groupKey,
    // Of a group that goes on firing with an older alert the time goes back; that is no change of its status.
    time: fires
      ? newest(told.map((it) => timeOf(it.startsAt)))
      : newest(alerts.map((it) => timeOf(it.endsAt))),
    title: titleOf(group, firing.length),
    summary: summaryOf(commonAnnotations) ?? summaryOf(told[0]?.annotations ?? {}) ?? group.message,
    severity: commonLabels["severity"] ?? worstOf(told),
    labels: Object.fromEntries(Object.entries({ ...groupLabels, ...commonLabels })),
    relatedItems: linksOf([
      ...told.slice(0, mostLinked).flatMap((it) => linksOfAlert(it, name)),
      { title: name, url: group.externalURL },
    ]),
    payload,
    repeats: true,
    resolves: true,
    isGroup: true,
  };
}

function singleAlert(
  it: Grouped,
  { sender, payload }: { readonly sender: Sender; readonly payload: unknown },
): Alert {
  const fires = it.status === "firing";
  const { alertname = "Alert", severity } = it.labels;
  const where = placeNames.map((name) => it.labels[name]).find((value) => value !== undefined);
  return {
    source: sender.source,
    status: fires ? "FIRING" : "RESOLVED",
    key: it.fingerprint ?? nameOf(it.labels),
    time: timeOf(fires ? it.startsAt : it.endsAt),
    title: withDetails(alertname, where === undefined ? [] : [where]),
    summary: summaryOf(it.annotations ?? {}),
    severity,
    labels: Object.fromEntries(Object.entries(it.labels)),
    relatedItems: linksOf(linksOfAlert(it, sender.name)),
    payload,
    repeats: true,
    resolves: true,
  };
}

/** The same for the same labels, in whatever order they come. */
const nameOf = (labels: Readonly<Record<string, string>>): string =>
  JSON.stringify(
    Object.keys(labels)
      .toSorted((a, b) => (a < b ? -1 : 1))
      .map((name) => [name, labels[name]]),
  );

/** What tells one alert of a name from another, best first. */
const placeNames = ["service", "instance", "pod", "node", "job"];

/** `HighErrorRate (api, 3 firing)`: the name, what the group is grouped by, and how many when it is not one. */
function titleOf({ groupLabels = {}, commonLabels = {}, alerts }: Group, firing: number): string {
  const { alertname: grouped, ...rest } = groupLabels;
  const name = grouped ?? commonLabels["alertname"] ?? namesOf(alerts);
  const details = Object.values(rest).filter((value) => value !== "");
  return withDetails(name, firing > 1 ? [...details, `${firing} firing`] : details);
}

const withDetails = (name: string, details: readonly string[]): string =>
  details.length === 0 ? name : `${name} (${details.join(", ")})`;

/** Of a group of several names, the first three. */
function namesOf(alerts: readonly Grouped[]): string {
  const names = new Set(alerts.map(({ labels }) => labels["alertname"] ?? "Alert"));
  const [first = "Alert", second, third, ...more] = names;
  const shown = [first, second, third].filter((name) => name !== undefined);
  return more.length === 0 ? shown.join(", ") : `${shown.join(", ")} and ${more.length} more`;
}

const summaryOf = (annotations: Readonly<Record<string, string>>): string | undefined =>
  annotations["summary"] ?? annotations["description"] ?? annotations["message"];

/** Alerts of a group differ in it: one that is critical makes the group so. */
const worstOf = (alerts: readonly Grouped[]): string | undefined =>
  ["critical", "error", "warning"].find((word) => alerts.some(({ labels }) => labels["severity"] === word));

/** Of how many alerts of a group links are looked at. */
const mostLinked = 20;

function linksOfAlert(it: Grouped, name: string): Link[] {
  const { annotations = {} } = it;
  const alertname = it.labels["alertname"] ?? "Alert";
  return [
    { title: `Runbook of ${alertname}`, url: annotations["runbook_url"] ?? annotations["runbook"] },
    { title: `${alertname}: panel`, url: it.panelURL },
    { title: `${alertname}: dashboard`, url: it.dashboardURL ?? annotations["dashboard_url"] },
    { title: `${alertname}: source`, url: it.generatorURL },
    { title: `Silence ${alertname} in ${name}`, url: it.silenceURL },
  ];
}
