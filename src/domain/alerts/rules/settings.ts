// What a response plan's owner has said about its alerts: how they end, when they come again, and rules for single ones.
import type { Pattern } from "../patterns/event-pattern.ts";

/** What becomes of an incident when its alerts are over: resolved, told so in its timeline, or left alone. */
export type AutoResolve = "RESOLVE" | "NOTE" | "NEVER";

export interface AlertSettings {
  readonly autoResolve: AutoResolve;
  /** An alert that comes again so soon after its incident was resolved opens a new one that names the old. */
  readonly refireSeconds: number;
  /** The first that matches an alert is the only one that counts. */
  readonly rules: readonly Rule[];
}

/** Every text in it is a template, such as `{{labels.alertname}}`. */
export interface Rule {
  readonly name: string;
  /** Matched against the alert as `ruled-alert.ts` shows it; without it, the rule matches every alert. */
  readonly when?: Pattern | undefined;
  readonly title?: string | undefined;
  /** 1 to 5; or `impactByValue`. */
  readonly impact?: number | undefined;
  readonly impactByValue?: ImpactByValue | undefined;
  readonly dedupe?: string | undefined;
  readonly relatedItems?: readonly RuledItem[] | undefined;
  /** The name of another plan of the account that the alert goes to. */
  readonly responsePlanName?: string | undefined;
  /** Such alerts are none. */
  readonly ignore?: boolean | undefined;
}

export interface ImpactByValue {
  readonly from: string;
  /** Compared letter by letter. */
  readonly values: Readonly<Record<string, number>>;
  /** Without it: the plan's. */
  readonly otherwise?: number | undefined;
}

/** A link, or the resource behind an ARN. What its templates leave empty is not added. */
export interface RuledItem {
  readonly title?: string | undefined;
  readonly url?: string | undefined;
  readonly arn?: string | undefined;
}

/** For plans about whose alerts nobody has said anything. */
export const defaultSettings: AlertSettings = { autoResolve: "RESOLVE", refireSeconds: 3600, rules: [] };
