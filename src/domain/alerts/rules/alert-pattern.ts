// An event pattern that is meant for alerts: for rules and maintenance windows.
import { type Pattern, readPattern } from "../patterns/event-pattern.ts";
import { ruledFields } from "./ruled-alert.ts";

/** Mistakes are sentences without their full stop. */
export type AlertPatternReading =
  | { readonly pattern: Pattern | undefined }
  | { readonly mistakes: readonly string[] };

/** @param text JSON, if there is any. What no alert has, cannot be meant: it is a mistake too. */
export function readAlertPattern(text: string | undefined): AlertPatternReading {
  if (text === undefined) return { pattern: undefined };
  const pattern = parsed(text);
  if (pattern === undefined) return { mistakes: ["the pattern must be JSON"] };
  const reading = readPattern(pattern);
  if ("mistakes" in reading) return reading;
  const strange = Object.keys(pattern).filter((key) => key !== "$or" && !ruledFields.has(key));
  if (strange.length === 0) return { pattern };
  const known = [...ruledFields].join(", ");
  return {
    mistakes: strange.map((key) => `${key.slice(0, 80)} is nothing that alerts have: they have ${known}`),
  };
}

function parsed(text: string): Pattern | undefined {
  try {
    return JSON.parse(text) as Pattern;
  } catch {
    return undefined;
  }
}
