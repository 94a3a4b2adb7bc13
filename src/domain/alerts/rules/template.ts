// Templates: texts in which `{{labels.alertname}}` stands for what the alert says there.
import { type PathStep, readPath } from "./path.ts";
import type { RuledAlert } from "./ruled-alert.ts";

export type TemplateReading = { readonly fill: Fill } | { readonly mistakes: readonly string[] };

export type Fill = (alert: RuledAlert) => Filled;

export interface Filled {
  readonly text: string;
  /** What it names and the alert does not say, such as `labels.team`: nothing stands there. */
  readonly missing: readonly string[];
}

interface Named {
  /** As it was written, for a person. */
  readonly name: string;
  readonly path: readonly PathStep[];
  /** Stands there when the alert does not say it: `{{labels.team | default "ops"}}`. */
  readonly fallback: string | undefined;
}

/** UTF-16 units: more than any place holds that a template is for. */
const longest = 4000;

/** Reads a template once; or names everything that is wrong with it. */
export function readTemplate(template: string): TemplateReading {
  const mistakes: string[] = [];
  const parts = template.split("{{").flatMap((piece, index): (string | Named)[] => {
    if (index === 0) return [piece];
    const end = piece.indexOf("}}");
    if (end === -1) {
      mistakes.push("has {{ without }}");
      return [];
    }
    const named = readNamed(piece.slice(0, end).trim());
    if (typeof named === "string") {
      mistakes.push(named);
      return [];
    }
    return [named, piece.slice(end + 2)];
  });
  return mistakes.length > 0 ? { mistakes } : { fill: (alert) => filledIn(parts, alert) };
}

/** @returns what is wrong with it, if anything is */
function readNamed(expression: string): Named | string {
  const [, name = "", fallback] = /^([^|]*)(?:\|\s*default\s+"([^"]*)"\s*)?$/.exec(expression) ?? [];
  const path = readPath(name.trim());
  if (path === undefined)
    return `has {{${expression.slice(0, 80)}}}, which is not like {{labels.team}}, {{payload.alerts[0].labels["a b"]}} or {{labels.team | default "ops"}}`;
  if (typeof path === "string") return path;
  return { name: name.trim(), path, fallback };
}

function filledIn(parts: readonly (string | Named)[], alert: RuledAlert): Filled {
  const missing: string[] = [];
  const texts = parts.map((part) => {
    if (typeof part === "string") return part;
    const text = textOf(valueAt(alert, part.path));
    if (text !== "") return text;
    if (part.fallback === undefined) missing.push(part.name);
    return part.fallback ?? "";
  });
  return { text: texts.join("").slice(0, longest), missing };
}

function valueAt(alert: RuledAlert, path: readonly PathStep[]): unknown {
  let value: unknown = alert;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<PathStep, unknown>>)[step];
  }
  return value;
}

/** Lists and objects as JSON; nothing, and null, are empty. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  return JSON.stringify(value) ?? "";
}
