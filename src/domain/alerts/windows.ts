// Whether an alert comes within a maintenance window.
import type { Alert } from "./alert.ts";
import { readPattern } from "./patterns/event-pattern.ts";
import { ruledAlert } from "./rules/ruled-alert.ts";
import type { MaintenanceWindow } from "./windows/maintenance-window.ts";
import { occurrenceAt } from "./windows/occurrence.ts";

export interface Covering {
  readonly name: string;
  /** Epoch milliseconds: look again then, another window may cover it on. */
  readonly ends: number;
}

/**
 * A timer of this kind, whose key is the account, looks again at every suppressed alert of the account. Whoever changes,
 * ends or removes a window sets it to now.
 */
export const lookingAgain = "look-again-at-suppressed-alerts";

/** The window that covers the alert now; of several, the one that ends last. */
export function coveringWindow(
  windows: readonly MaintenanceWindow[],
  { alert, planName, now }: { readonly alert: Alert; readonly planName: string; readonly now: number },
): Covering | undefined {
  let longest: Covering | undefined;
  for (const window of windows) {
    const occurrence = occurrenceAt(window, now);
    if (occurrence === undefined || occurrence.ends <= (longest?.ends ?? 0)) continue;
    if (isMeant(window, alert, planName)) longest = { name: window.name, ends: occurrence.ends };
  }
  return longest;
}

function isMeant({ plans, sources, pattern }: MaintenanceWindow, alert: Alert, planName: string): boolean {
  if (plans !== undefined && !plans.includes(planName)) return false;
  if (sources !== undefined && !sources.includes(alert.source)) return false;
  if (pattern === undefined) return true;
  const reading = readPattern(pattern);
  return "matches" in reading && reading.matches(ruledAlert(alert, planName));
}
