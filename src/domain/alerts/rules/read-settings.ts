// Reads what somebody says about the alerts of a plan, with everything that is wrong with it; and shows it again.
import type { ShownRule, ShownSettings, putAlertSettings } from "../../../contract/tocsin/alert-settings.ts";
import type { InputOf } from "../../../contract/operation.ts";
import { readAlertPattern } from "./alert-pattern.ts";
import { type AlertSettings, type Rule, defaultSettings } from "./settings.ts";
import { readTemplate } from "./template.ts";

type Said = InputOf<typeof putAlertSettings>;

/** Mistakes are sentences without their full stop. */
export type SettingsReading = { readonly settings: AlertSettings } | { readonly mistakes: readonly string[] };

export function readSettings({ autoResolve, refireSeconds, rules = [] }: Said): SettingsReading {
  const readings = rules.map(readRule);
  const mistakes = [...readings.flatMap((it) => it.mistakes), ...repeated(rules)];
  if (mistakes.length > 0) return { mistakes };
  return {
    settings: {
      autoResolve: autoResolve ?? defaultSettings.autoResolve,
      refireSeconds: refireSeconds ?? defaultSettings.refireSeconds,
      rules: readings.map(({ rule }) => rule),
    },
  };
}

export const shownSettings = (planName: string, settings: AlertSettings): ShownSettings => ({
  responsePlanName: planName,
  autoResolve: settings.autoResolve,
  refireSeconds: settings.refireSeconds,
  rules: settings.rules.map(shownRule),
});

const shownRule = ({ when, relatedItems, impactByValue, ...rule }: Rule): ShownRule => ({
  ...rule,
  when: when === undefined ? undefined : JSON.stringify(when),
  relatedItems: relatedItems?.map((item) => ({ ...item })),
  impactByValue:
    impactByValue === undefined ? undefined : { ...impactByValue, values: { ...impactByValue.values } },
});

/** As it is called in mistakes: rules are counted from 1. */
const called = ({ name }: ShownRule, index: number): string => `rule ${index + 1} ("${name}")`;

function readRule(
  said: ShownRule,
  index: number,
): { readonly rule: Rule; readonly mistakes: readonly string[] } {
  const reading = readAlertPattern(said.when);
  const mistakes = [
    ...("mistakes" in reading ? reading.mistakes.map((it) => `when: ${it}`) : []),
    ...templateMistakes(said),
    ...itemMistakes(said),
    ...(said.impact !== undefined && said.impactByValue !== undefined
      ? ["impact and impactByValue: only one can be"]
      : []),
  ];
  return {
    rule: { ...said, when: "pattern" in reading ? reading.pattern : undefined },
    mistakes: mistakes.map((it) => `${called(said, index)}, ${it}`),
  };
}

function templateMistakes(rule: ShownRule): string[] {
  const templates: readonly (readonly [string, string | undefined])[] = [
    ["title", rule.title],
    ["dedupe", rule.dedupe],
    ["impactByValue.from", rule.impactByValue?.from],
    ...(rule.relatedItems ?? []).flatMap((item, index) =>
      (["title", "url", "arn"] as const).map(
        (part) => [`relatedItems[${index}].${part}`, item[part]] as const,
      ),
    ),
  ];
  return templates.flatMap(([place, template]) => {
    const reading = readTemplate(template ?? "");
    return "mistakes" in reading ? reading.mistakes.map((it) => `${place}: it ${it}`) : [];
  });
}

const itemMistakes = ({ relatedItems = [] }: ShownRule): string[] =>
  relatedItems.flatMap(({ url, arn }, index) =>
    (url === undefined) === (arn === undefined) ? [`relatedItems[${index}] must have either url or arn`] : [],
  );

/** Names are how a person finds the rule that did it. */
function repeated(rules: readonly ShownRule[]): string[] {
  const names = rules.map(({ name }) => name);
  return rules.flatMap((rule, index) =>
    names.indexOf(rule.name) < index ? [`${called(rule, index)} has the name of an earlier one`] : [],
  );
}
