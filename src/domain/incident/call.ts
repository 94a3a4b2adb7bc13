// What is said to those whom an incident engages. AWS does not tell its own words.
import type { Call } from "../contacts/engagement.ts";
import type { Incident } from "./incident.ts";

const sender = "Incident Manager";

/** Source: user guide. */
const impacts: Readonly<Record<number, string>> = {
  1: "critical",
  2: "high",
  3: "medium",
  4: "low",
  5: "no impact",
};

/** `Impact 2 (high)` */
export function impactInWords(impact: number): string {
  const name = impacts[impact];
  return `Impact ${impact}${name === undefined ? "" : ` (${name})`}`;
}

/** In code points, as the API counts. Source: API reference of StartEngagement. */
const longestContent = 8192;

/**
 * A summary may say what is not for everybody's eyes: it is left out of the public texts, which are read on locked screens.
 * One that is too long is cut.
 */
export function callFor({ arn, title, impact, summary }: Incident): Call {
  const subject = `${impactInWords(impact)}: ${title}`;
  const end = `\n\n${arn}`;
  return {
    sender,
    incident: arn,
    subject,
    content: summary === undefined ? arn : `${cut(summary, longestContent - end.length)}${end}`,
    publicSubject: subject,
    publicContent: arn,
  };
}

function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}
