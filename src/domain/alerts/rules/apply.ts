// What the rules of a plan make of an alert.
import { createHash } from "node:crypto";
import type { RelatedItem } from "../../../contract/incidents/related-item.ts";
import type { Alert } from "../alert.ts";
import { readPattern } from "../patterns/event-pattern.ts";
import { type RuledAlert, ruledAlert } from "./ruled-alert.ts";
import type { AlertSettings, ImpactByValue, Rule, RuledItem } from "./settings.ts";
import { readTemplate } from "./template.ts";

/** What is absent stays as it would be without rules. */
export interface Ruling {
  /** The name of the rule that matched. */
  readonly rule?: string | undefined;
  /** The alert is none: why, in words for a person. */
  readonly ignore?: string | undefined;
  /** The plan it goes to instead. It may be gone by now. */
  readonly planName?: string | undefined;
  /** Of any length; whoever opens the incident cuts it. */
  readonly title?: string | undefined;
  /** 1 to 5. */
  readonly impact?: number | undefined;
  /** At most as long as a dedupe string may be. */
  readonly dedupe?: string | undefined;
  /** To be added to the alert's own. */
  readonly relatedItems?: readonly RelatedItem[] | undefined;
  /** What the rule's templates name and the alert does not say. */
  readonly missing?: readonly string[] | undefined;
}

/** The first rule that matches decides; what its templates leave empty, it leaves as it was. */
export function applyRules(settings: AlertSettings, alert: Alert, planName: string): Ruling {
  const seen = ruledAlert(alert, planName);
  const rule = settings.rules.find(({ when }) =>
    when === undefined ? alert.onlyByRule !== true : isMeant(when, seen),
  );
  if (rule === undefined) return alert.onlyByRule === true ? noTrouble : {};
  if (rule.ignore === true) return { rule: rule.name, ignore: `the rule "${rule.name}" ignores it` };
  return ruling(rule, seen);
}

/** A rule without a pattern is about what is trouble. */
const noTrouble: Ruling = { ignore: "it is no trouble in itself, and no rule of the plan names it" };

function isMeant(when: NonNullable<Rule["when"]>, seen: RuledAlert): boolean {
  const reading = readPattern(when);
  return "matches" in reading && reading.matches(seen);
}

function ruling(rule: Rule, seen: RuledAlert): Ruling {
  const missing = new Set<string>();
  const filled = (template: string | undefined): string => {
    const reading = readTemplate(template ?? "");
    if ("mistakes" in reading) return "";
    const { text, missing: names } = reading.fill(seen);
    for (const name of names) missing.add(name);
    return text.trim();
  };
  return {
    rule: rule.name,
    planName: rule.responsePlanName,
    title: unlessEmpty(filled(rule.title)),
    impact: rule.impact ?? impactOf(rule.impactByValue, filled),
    dedupe: unlessEmpty(shortened(filled(rule.dedupe))),
    relatedItems: (rule.relatedItems ?? []).flatMap((item) => itemOf(item, filled)),
    missing: [...missing],
  };
}

type Filling = (template: string | undefined) => string;

function impactOf(by: ImpactByValue | undefined, filled: Filling): number | undefined {
  if (by === undefined) return undefined;
  const value = filled(by.from);
  return Object.hasOwn(by.values, value) ? by.values[value] : by.otherwise;
}

/** As long as each may be (API reference). */
const longest = { dedupe: 1000, title: 200, url: 1000, arn: 1000 };

/** A long one keeps what tells it from others. */
function shortened(dedupe: string): string {
  const characters = [...dedupe];
  if (characters.length <= longest.dedupe) return dedupe;
  const digest = createHash("sha256").update(dedupe).digest("hex");
  return `${characters.slice(0, longest.dedupe - digest.length).join("")}${digest}`;
}

/** An address that is too long would lead elsewhere when cut, so it is left out. */
function itemOf({ title, url, arn }: RuledItem, filled: Filling): RelatedItem[] {
  const link = filled(url);
  const resource = filled(arn);
  const named = unlessEmpty([...filled(title)].slice(0, longest.title).join(""));
  const item = (identifier: RelatedItem["identifier"]): RelatedItem => ({
    identifier,
    ...(named !== undefined && { title: named }),
  });
  if (/^https?:\/\//i.test(link) && link.length <= longest.url)
    return [item({ type: "OTHER", value: { url: link } })];
  if (resource.startsWith("arn:") && resource.length <= longest.arn)
    return [item({ type: "INVOLVED_RESOURCE", value: { arn: resource } })];
  return [];
}

const unlessEmpty = (text: string): string | undefined => (text === "" ? undefined : text);
