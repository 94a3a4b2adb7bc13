// Which triggers mean the same incident.
import type { TriggerDetails } from "../../contract/incidents/incident.ts";

/** The services whose triggers are the same incident when they come from the same resource. Source: user guide. */
const dedupedByResource: ReadonlySet<string> = new Set(["aws.cloudwatch", "aws.events"]);

/**
 * The string under which a trigger folds into an open incident: the plan's own, else the alarm or event rule. Undefined
 * when nothing says so: then the incident is its own. Sources: API reference of IncidentTemplate, user guide.
 */
export function dedupeStringOf(
  template: { readonly dedupeString?: string | undefined },
  trigger: Pick<TriggerDetails, "source" | "triggerArn"> | undefined,
): string | undefined {
  if (template.dedupeString !== undefined) return template.dedupeString;
  return trigger !== undefined && dedupedByResource.has(trigger.source) ? trigger.triggerArn : undefined;
}
