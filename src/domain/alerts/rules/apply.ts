// What the rules of a plan make of an alert.
import type { RelatedItem } from "../../../contract/incidents/related-item.ts";
import type { Alert } from "../alert.ts";
import { readPattern } from "../patterns/event-pattern.ts";
import { type RuledAlert, ruledAlert } from "./ruled-alert.ts";
import type { AlertSettings, ImpactByValue, Rule, RuledItem } from "./settings.ts";
import { filled } from "./template.ts";

/** What is absent stays as it would be without rules. */
export interface Ruling {
  /** The name of the rule that matched. */
  readonly rule?: string | undefined;
  /** The alert is none: why, in words for a person. */
  readonly ignore?: string | undefined;
  /** The plan it goes to instead. It may be gone by now. */
  readonly planName?: string | undefined;
  readonly title?: string | undefined;
  /** 1 to 5. */
  readonly impact?: number | undefined;
  readonly dedupe?: string | undefined;
  /** To be added to the alert's own. */
  readonly relatedItems?: readonly RelatedItem[] | undefined;
}

/** The first rule that matches decides; what its templates leave empty, it leaves as it was. */
export function applyRules(settings: AlertSettings, alert: Alert, planName: string): Ruling {
  if (settings.rules.length === 0) return unmatched(alert);
  const seen = ruledAlert(alert, planName);
  const rule = settings.rules.find(({ when }) => isMeant(when, seen));
  if (rule === undefined) return unmatched(alert);
  if (rule.ignore === true) return { rule: rule.name, ignore: `the rule "${rule.name}" ignores it` };
  return {
    rule: rule.name,
    planName: rule.responsePlan,
    title: unlessEmpty(filled(rule.title, seen)),
    impact: impactOf(rule.impact, seen),
    dedupe: unlessEmpty(filled(rule.dedupe, seen)),
    relatedItems: (rule.relatedItems ?? []).flatMap((item) => itemOf(item, seen)),
  };
}

const unmatched = ({ onlyByRule }: Alert): Ruling =>
  onlyByRule === true ? { ignore: "it is no trouble in itself, and no rule of the plan is about it" } : {};

function isMeant(when: Rule["when"], seen: RuledAlert): boolean {
  if (when === undefined) return true;
  const reading = readPattern(when);
  return "matches" in reading && reading.matches(seen);
}

function impactOf(impact: number | ImpactByValue | undefined, seen: RuledAlert): number | undefined {
  if (impact === undefined || typeof impact === "number") return impact;
  const value = filled(impact.from, seen);
  return Object.hasOwn(impact.values, value) ? impact.values[value] : impact.otherwise;
}

/** As long as related items may be (API reference); a longer address would lead elsewhere, so it is left out. */
const longest = { title: 200, url: 1000, arn: 1000 };

function itemOf({ title, url, arn }: RuledItem, seen: RuledAlert): RelatedItem[] {
  const link = filled(url, seen);
  const resource = filled(arn, seen);
  const named = unlessEmpty([...filled(title, seen)].slice(0, longest.title).join(""));
  const item = (identifier: RelatedItem["identifier"]): RelatedItem => ({
    identifier,
    ...(named !== undefined && { title: named }),
  });
  if (/^https?:\/\//i.test(link) && link.length <= longest.url)
    return [item({ type: "OTHER", value: { url: link } })];
  if (/^arn:/.test(resource) && resource.length <= longest.arn)
    return [item({ type: "INVOLVED_RESOURCE", value: { arn: resource } })];
  return [];
}

const unlessEmpty = (text: string): string | undefined => (text.trim() === "" ? undefined : text);
