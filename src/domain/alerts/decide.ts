// What an alert means, given what is known of its cause. Alerts come late, twice and in any order: what counts is the newest by
// the source's own time, and of two of the same time the one that says that it is over.
import type { IncidentStatus } from "../../contract/incidents/incident.ts";
import type { Alert } from "./alert.ts";
import type { Cause } from "./cause.ts";

type Standing = Pick<Cause, "status" | "time" | "fired">;

export interface KnownIncident {
  readonly status: IncidentStatus | "DELETED";
  /** Epoch milliseconds, where it is resolved. */
  readonly resolvedTime?: number | undefined;
}

export interface Known {
  /** Undefined when nothing ever came of it. */
  readonly cause: Standing | undefined;
  /** That the cause belongs to, or belonged to last. */
  readonly incident: KnownIncident | undefined;
  /** The name of the maintenance window that covers it now. */
  readonly window: string | undefined;
  /** Why it is no alert, as a rule says. */
  readonly ignore: string | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

export type Decision =
  | { readonly kind: "ignore" | "stale"; readonly because: string }
  /** It joins its open incident again, or says once more that it fires. */
  | { readonly kind: "fold"; readonly joins: boolean }
  | { readonly kind: "suppress" }
  | { readonly kind: "open" }
  /** It is over, in an incident that is open. */
  | { readonly kind: "end" }
  /** It is over, and nobody has been called for it, or nobody is any more. */
  | { readonly kind: "rest"; readonly because: string };

const hour = 3_600_000;

/**
 * The time of an alert in whole milliseconds, if it can be one. One from far ahead is of a clock that is wrong: everything true that came after it
 * would be late.
 */
export const believedTime = (time: number | undefined, now: number): number | undefined =>
  time !== undefined && time >= 0 && time <= now + hour ? Math.floor(time) : undefined;

/** A source that repeats may do so just when somebody has resolved the incident, and before it notices that all is well. */
export const patienceMilliseconds = 300_000;

const stale = (because: string): Decision => ({ kind: "stale", because });

export function decide(alert: Pick<Alert, "status"> & Timed, known: Known): Decision {
  if (known.ignore !== undefined) return { kind: "ignore", because: known.ignore };
  return alert.status === "FIRING" ? onFiring(alert, known) : onResolved(alert, known);
}

type Timed = Pick<Alert, "time" | "repeats" | "isGroup">;

function onFiring(alert: Timed, known: Known): Decision {
  const { cause, incident, window } = known;
  const fires = cause?.status === "FIRING";
  if (cause !== undefined && !fires && isBefore(alert, lastNews(alert, cause), { orEqual: true }))
    return stale("it is older than the news that it is over");
  if (incident?.status === "OPEN") return { kind: "fold", joins: !fires };
  if (fires && incident !== undefined) {
    const echo = echoOf(alert, cause, { over: incident, now: known.now });
    if (echo !== undefined) return stale(echo);
  }
  return { kind: window === undefined ? "open" : "suppress" };
}

/**
 * What a firing must be newer than, once its cause is over: the news that it is over. In a group that is not known, since a
 * member may be told late; there it must be newer than every firing that came.
 */
const lastNews = ({ isGroup }: Timed, { time, fired }: Standing): Pick<Cause, "time"> =>
  isGroup === true && fired !== undefined ? { time: fired } : { time };

/** Somebody resolved or deleted the incident, and the source says again that the cause fires. */
function echoOf(
  alert: Timed,
  cause: Pick<Cause, "time">,
  { over: { resolvedTime }, now }: { readonly over: KnownIncident; readonly now: number },
): string | undefined {
  if (!alert.repeats)
    return isBefore(alert, cause, { orEqual: true }) ? "it came before, and its incident is over" : undefined;
  if (resolvedTime === undefined) return undefined;
  const isNew = alert.time !== undefined && alert.time > Math.max(resolvedTime, cause.time ?? 0);
  return isNew || now - resolvedTime >= patienceMilliseconds
    ? undefined
    : "its incident was resolved a moment ago";
}

function onResolved(alert: Timed, { cause, incident }: Known): Decision {
  if (cause === undefined) return stale("nothing was known of it");
  if (cause.status === "RESOLVED") return stale("it was over before");
  if (isBefore(alert, cause, { orEqual: false })) return stale("it is older than the news that it fires");
  if (incident?.status === "OPEN") return { kind: "end" };
  return { kind: "rest", because: "no incident of it is open" };
}

/** Where one of them has no time, nothing is known to be late. */
const isBefore = (
  { time }: Pick<Alert, "time">,
  { time: known }: Pick<Cause, "time">,
  { orEqual }: { readonly orEqual: boolean },
): boolean => time !== undefined && known !== undefined && (time < known || (orEqual && time === known));

/** The status and time that a cause has after an alert of it. */
export function followed(
  cause: Standing | undefined,
  alert: Pick<Alert, "status" | "time">,
  { kind }: Pick<Decision, "kind">,
): Standing {
  const before = cause ?? { status: alert.status };
  if (kind === "ignore") return before;
  return {
    status: kind === "stale" ? before.status : alert.status,
    time: latest(before.time, alert.time),
    fired: alert.status === "FIRING" ? latest(before.fired, alert.time) : before.fired,
  };
}

/** Only of a group can a status begin before the one that it follows. Else a stale alert is never newer, so that the time stays that of the status. */
const latest = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
