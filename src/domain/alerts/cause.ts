// What is known of a cause: everything that one source tells under one key, to one response plan.
import { createHash } from "node:crypto";
import type { Alert, AlertOutcome, AlertStatus } from "./alert.ts";
import { cutText } from "./cut-text.ts";
import { type Tally, nothingTold } from "./tally.ts";

/** A cause that fires within a maintenance window, and what is needed to open its incident when that ends. */
export interface Suppressed {
  readonly window: string;
  /** Epoch milliseconds. */
  readonly until: number;
  /** The last that came, with its payload cut. */
  readonly alert: Alert;
  /** The ARN of whose it was. */
  readonly by: string;
}

/** Times are epoch milliseconds. */
export interface Cause {
  /** Twelve digits. */
  readonly account: string;
  /** Follows from plan, source and key. */
  readonly id: string;
  /** To whose intake it came. */
  readonly planName: string;
  readonly source: string;
  /** Cut, where it is long. */
  readonly key: string;
  readonly title: string;
  readonly status: AlertStatus;
  /** Since when it is in this status, as far as the source said so. */
  readonly time?: number | undefined;
  /** The newest time of a firing that came. */
  readonly fired?: number | undefined;
  /** The ARN of the incident that it belongs to, or belonged to last. */
  readonly incident?: string | undefined;
  /** Whether it was this cause that opened it, or it was folded into it. */
  readonly opened?: boolean | undefined;
  readonly suppressed?: Suppressed | undefined;
  readonly outcome: AlertOutcome;
  readonly because?: string | undefined;
  /** How many alerts came of it. */
  readonly received: number;
  /** What was told of it in the timeline of its incident, and what was only counted. */
  readonly again: Tally;
  readonly over: Tally;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

type Identity = Pick<Cause, "planName" | "source" | "key">;

/** Of fixed length, whatever the key's is. Unique within the account. */
export const causeId = ({ planName, source, key }: Identity): string =>
  createHash("sha256")
    .update(JSON.stringify([planName, source, key]))
    .digest("hex");

/** As long as an incident's may be. Source: API reference. */
const longestDedupeString = 1000;

/** Under which all alerts of a cause are one incident, where neither plan nor rule says otherwise. */
export function dedupeStringOfCause(it: Identity): string {
  const text = `${it.planName}/${it.source}/${it.key}`;
  return text.length <= longestDedupeString ? text : `${text.slice(0, 900)}#${causeId(it)}`;
}

const longestKept = 1000;

export const keptText = (text: string): string => cutText(text, longestKept);

interface Discovery {
  readonly account: string;
  readonly planName: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** As it is before its first alert is settled. */
export const newCause = (alert: Alert, { account, planName, now }: Discovery): Cause => ({
  account,
  id: causeId({ ...alert, planName }),
  planName,
  source: keptText(alert.source),
  key: keptText(alert.key),
  title: keptText(alert.title),
  status: alert.status,
  outcome: "STALE",
  received: 0,
  again: nothingTold,
  over: nothingTold,
  firstSeen: now,
  lastSeen: now,
});

const day = 86_400_000;

/**
 * When it is forgotten, if nothing more comes: epoch milliseconds, whole days. While it fires in an incident it is kept
 * for more than a year, so that its end is understood.
 */
export const forgottenAt = ({ status, incident, suppressed, lastSeen }: Cause): number => {
  const matters = status === "FIRING" && (incident !== undefined || suppressed !== undefined);
  return (Math.ceil(lastSeen / day) + (matters ? 400 : 90)) * day;
};
