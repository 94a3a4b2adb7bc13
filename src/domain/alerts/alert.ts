// An alert, whoever sent it: what an intake makes of a payload, and all that the rest of the house knows of it.
import type { RelatedItem } from "../../contract/incidents/related-item.ts";

export type AlertStatus = "FIRING" | "RESOLVED";

export interface Alert {
  /** Who told it, such as `aws.cloudwatch` or `prometheus.alertmanager`: becomes the source of the incident. */
  readonly source: string;
  readonly status: AlertStatus;
  /** Names the cause at its source: the same for everything that is told of the same trouble. Of any length. */
  readonly key: string;
  /**
   * Since when the cause is in this status, in epoch milliseconds, where the source says it: an alert that is older than
   * what is known of its cause came late, and changes nothing.
   */
  readonly time?: number | undefined;
  /** What is wrong, for a small screen. May be longer than a title may be; whoever opens the incident cuts it. */
  readonly title: string;
  readonly summary?: string | undefined;
  /** In the source's own words: `critical`, `P1`, `ALARM`. */
  readonly severity?: string | undefined;
  /** The ARN of what detected it, for sources that have ARNs. */
  readonly triggerArn?: string | undefined;
  /** Everything that rules may look at and titles may name. Built without a prototype, or from `Object.fromEntries`. */
  readonly labels: Readonly<Record<string, string>>;
  /** Involved resources, metrics, and links back to the source. */
  readonly relatedItems: readonly RelatedItem[];
  /** The payload as JSON, as it came in; whoever opens the incident cuts it to what `rawData` holds. */
  readonly payload: unknown;
  /** Whether the source tells it again and again while it lasts. One that does not, sends the same firing twice by mistake only. */
  readonly repeats: boolean;
  /** Whether the source will tell when the trouble is over. */
  readonly resolves: boolean;
  /** Its cause is a group, whose members come and go: one that fires may have begun before the group was last over. */
  readonly isGroup?: true;
  /** It is no trouble in itself, such as a deployment: it is ignored unless a rule of the plan matches it. */
  readonly onlyByRule?: true;
}

/** What became of an alert. */
export type AlertOutcome =
  /** It opened an incident. */
  | "OPENED"
  /** It belongs to an open incident, whose timeline says so. */
  | "FOLDED"
  /** It belongs to an open incident, whose timeline has said so often enough: it was counted. */
  | "COUNTED"
  /** Its end resolved the incident. */
  | "RESOLVED"
  /** Its end is in the timeline, and the incident goes on. */
  | "NOTED"
  /** A maintenance window covers it: recorded, nobody is paged. */
  | "SUPPRESSED"
  /** A rule says that it is none. */
  | "IGNORED"
  /** It came late, or again, and changes nothing. */
  | "STALE";

export interface TakenAlert {
  readonly key: string;
  /** That its incident has, or would have. */
  readonly title: string;
  /** The plan of its incident, which a rule may have chosen. */
  readonly planName: string;
  /** 1 to 5, as its incident would have it if it began now. */
  readonly impact: number;
  readonly outcome: AlertOutcome;
  /** The incident it belongs to, if there is one. */
  readonly incidentArn?: string | undefined;
  /** Which rule, window or decision made it so, in words for a person. */
  readonly because?: string | undefined;
}
