// What every chat shows of an incident, before it is written in the chat's own form.
import { impactInWords } from "../incident/call.ts";
import type { NoticedIncident } from "../notices/destination.ts";
import { type Story, peopleInWords } from "./story.ts";
import { onOneLine } from "./brief-text.ts";

export interface Card {
  readonly title: string;
  readonly isOpen: boolean;
  /** 1 is critical, 5 is no impact. */
  readonly impact: number;
  /** `High (2)`. */
  readonly impactText: string;
  readonly statusText: "Open" | "Resolved";
  readonly plan: string;
  /** Epoch milliseconds. */
  readonly since: number;
  readonly resolved: number | undefined;
  readonly people: string;
  /** The latest event, in a sentence. */
  readonly line: string;
  /** Where it can be read. */
  readonly link: string | undefined;
}

export function cardOf(
  incident: NoticedIncident,
  { story, link }: { readonly story: Story; readonly link: string | undefined },
): Card {
  const { title, status, impact, planName, creationTime } = incident;
  return {
    title: onOneLine(title) || "Incident without a title",
    isOpen: status === "OPEN",
    impact,
    impactText: calmly(impact),
    statusText: status === "OPEN" ? "Open" : "Resolved",
    plan: planName,
    since: creationTime,
    resolved: status === "RESOLVED" ? incident.resolvedTime : undefined,
    people: peopleInWords(story),
    line: story.latest?.text ?? "",
    link,
  };
}

/** The word first: a number alone says little at night. */
export function calmly(impact: number): string {
  const [, word] = /\((.+)\)$/u.exec(impactInWords(impact)) ?? [];
  return word === undefined ? String(impact) : `${word.charAt(0).toUpperCase()}${word.slice(1)} (${impact})`;
}

/** Red is kept for what is critical; what is resolved is green. As `#rrggbb`. */
export const colourOf = ({ isOpen, impact }: Pick<Card, "isOpen" | "impact">): string =>
  isOpen ? (colours[impact] ?? calm) : "#2e7d32";

const calm = "#5f6b7a";
const colours: Readonly<Record<number, string>> = { 1: "#c62828", 2: "#d9730d", 3: "#b8860b", 4: "#2f6fab" };
