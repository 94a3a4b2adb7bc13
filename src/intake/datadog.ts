// Datadog: webhooks of its monitors. Members have the names of Datadog's variables in small letters. Source: its documentation.
import { type Infer, required, string, structure } from "../contract/shape.ts";
import type { Alert, AlertStatus } from "../domain/alerts/alert.ts";
import type { PageRequest } from "../wire/page.ts";
import { linksOf } from "./links.ts";
import { jsonOf, read } from "./payload.ts";
import type { Source } from "./source.ts";
import { timeOfNumber } from "./time.ts";

export const datadog: Source = {
  name: "datadog",
  // It repeats at 5xx alone.
  tooFast: 503,
  read: ({ request }) => {
    const payload = payloadOf(request);
    return { alerts: [alertOf(read(notification, textsOf(payload)), payload)] };
  },
};

/** "Encode as form" sends the same members in another coat. */
const payloadOf = (request: PageRequest): Record<string, unknown> =>
  request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded") === true
    ? Object.fromEntries(new URLSearchParams(Buffer.from(request.body).toString()))
    : jsonOf(request);

/** A template may have a variable with or without quotes; what a variable has not is left empty, or called null. */
function textsOf(payload: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const told = Object.entries(payload).filter(([, value]) => value !== "" && value !== "null");
  return Object.fromEntries(
    told.map(([name, value]) => [name, typeof value === "number" ? String(value) : value]),
  );
}

const text = string({ max: 1_048_576 });

const notification = structure("DatadogNotification", {
  /** $EVENT_TITLE, as in Datadog's own template. */
  title: required(string({ min: 1, max: 65_536 })),
  /** $EVENT_MSG. */
  body: text,
  date: text,
  alert_title: text,
  alert_transition: text,
  alert_id: text,
  alert_scope: text,
  alert_priority: text,
  alert_type: text,
  alert_metric: text,
  aggreg_key: text,
  alert_cycle_key: text,
  hostname: text,
  tags: text,
  link: text,
  snapshot: text,
});

type Notification = Infer<typeof notification>;

function alertOf(it: Notification, payload: unknown): Alert {
  const { bare, marks } = withoutMarks(it.title);
  const transition = (it.alert_transition ?? marks.find(isTransition) ?? "").toLowerCase();
  const scope = it.alert_scope ?? it.hostname;
  const title = withoutMarks(it.alert_title ?? it.title).bare;
  return {
    source: "datadog.monitor",
    status: statusOf(transition),
    key: it.aggreg_key ?? idOf(it) ?? it.alert_cycle_key ?? bare,
    time: timeOfNumber(Number(it.date ?? Number.NaN)),
    title: scope === undefined || scope === "*" ? title : `${title} (${scope})`,
    summary: it.body,
    severity: it.alert_priority ?? it.alert_type,
    labels: labelsOf(it),
    relatedItems: linksOf([
      { title: "Monitor in Datadog", url: it.link },
      { title: "Graph in Datadog", url: it.snapshot },
    ]),
    payload,
    repeats: true,
    resolves: transition !== "",
  };
}

const idOf = ({ alert_id: id, alert_scope: scope = "*" }: Notification): string | undefined =>
  id === undefined ? undefined : `${id} ${scope}`;

/** Triggered, Re-Triggered, No Data, Warn, Renotify: all but the end of it are trouble. */
const statusOf = (transition: string): AlertStatus =>
  transition.startsWith("recovered") ? "RESOLVED" : "FIRING";

const transitions = /^(re-)?(triggered|no data|warn|recovered|renotify)/i;
const isTransition = (mark: string): boolean => transitions.test(mark);
const isMark = (mark: string): boolean => isTransition(mark) || /^p[1-5]$/i.test(mark);

/** `[P1] [Triggered on {host:a}] Disk is full`: the name behind what Datadog puts before it. */
function withoutMarks(title: string): { readonly bare: string; readonly marks: readonly string[] } {
  const marks: string[] = [];
  let bare = title.trim();
  while (bare.startsWith("[")) {
    const end = bare.indexOf("]");
    const mark = bare.slice(1, end);
    if (end < 0 || end === bare.length - 1 || !isMark(mark)) break;
    marks.push(mark);
    bare = bare.slice(end + 1).trimStart();
  }
  return { bare, marks };
}

const mostTags = 200;

/** Of tags, `name:value` becomes a label of that name. */
function labelsOf(it: Notification): Record<string, string> {
  const tags = (it.tags ?? "").split(",", mostTags).map((tag): [string, string] => {
    const colon = tag.indexOf(":");
    return colon < 0 ? [tag.trim(), ""] : [tag.slice(0, colon).trim(), tag.slice(colon + 1).trim()];
  });
  const own: readonly [string, string | undefined][] = [
    ["monitor", it.alert_id],
    ["scope", it.alert_scope],
    ["metric", it.alert_metric],
    ["host", it.hostname],
    ["priority", it.alert_priority],
  ];
  const told = [...own, ...tags].filter(
    (label): label is [string, string] => label[0] !== "" && label[1] !== undefined,
  );
  return Object.fromEntries(told);
}
