// What is said to those whom an incident engages. AWS does not tell its own words.
import type { Call } from "../contacts/engagement.ts";
import type { Incident } from "./incident.ts";

/** As the API calls whoever engages people. */
const sender = "Incident Manager";

/** Source: user guide. */
const impacts: Readonly<Record<number, string>> = {
  1: "Critical",
  2: "High",
  3: "Medium",
  4: "Low",
  5: "No impact",
};

/** In code points, as the API counts. Source: API reference of StartEngagement. */
const longestContent = 8192;

/**
 * The summary may say what is not for everybody's eyes, so it is left out of the public text, which is read on locked
 * screens. What is too long is cut there.
 */
export function callFor({ arn, title, impact, summary }: Incident): Call {
  const severity = `Impact ${impact}${impacts[impact] === undefined ? "" : ` (${impacts[impact]})`}`;
  const subject = `${severity}: ${title}`;
  const rest = longestContent - [...subject, ...arn].length - 4;
  return {
    sender,
    incident: arn,
    subject,
    content: [subject, ...(summary === undefined ? [] : [shortened(summary, rest)]), arn].join("\n\n"),
    publicSubject: subject,
    publicContent: `${subject}\n\n${arn}`,
  };
}

function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}
