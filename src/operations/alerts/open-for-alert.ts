// Opens the incident of an alert, or joins the one that is open for the same cause.
import { type Destination, startOf } from "../../domain/alerts/alert-start.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import type { Cause } from "../../domain/alerts/cause.ts";
import { cutText } from "../../domain/alerts/cut-text.ts";
import { nothingTold } from "../../domain/alerts/tally.ts";
import type { Incident } from "../../domain/incident/incident.ts";
import { firedAgain, firedThroughMaintenance } from "../../domain/timeline-happenings.ts";
import type { Happening } from "../../domain/timeline.ts";
import { holdIncident } from "../../storage/incidents.ts";
import type { Transaction } from "../../storage/storage.ts";
import { recordEvents } from "../../storage/timeline-events.ts";
import type { Given } from "../given.ts";
import { openIncident } from "../incidents/open-incident.ts";

export interface Opening {
  readonly alert: Alert;
  readonly to: Destination;
  /** The ARN of who brought it. */
  readonly by: string;
  /** The last incident of this cause, where it was resolved not long ago. */
  readonly earlier?: Incident | undefined;
  /** The name of the maintenance window that kept it back. */
  readonly keptBackBy?: string | undefined;
}

export type Joined = Pick<
  Cause,
  "incident" | "opened" | "outcome" | "because" | "again" | "over" | "suppressed"
>;

export async function openForAlert(
  given: Pick<Given, "clock" | "newId">,
  tx: Transaction,
  { alert, to, by, earlier, keptBackBy }: Opening,
): Promise<Joined> {
  const now = given.clock.now();
  const alsoRelated = earlier === undefined ? [] : [earlierItem(earlier)];
  const { arn, created } = await openIncident(given, tx, startOf(alert, to, { by, now, alsoRelated }));
  const news: readonly Happening[] = [
    ...(earlier === undefined || !created
      ? []
      : [firedAgain({ earlierIncident: earlier.arn, earlierTitle: earlier.title })]),
    ...(keptBackBy === undefined ? [] : [firedThroughMaintenance({ maintenanceWindow: keptBackBy })]),
  ];
  // Whoever resolves it at the same moment must see that this fires in it.
  if (!created) await holdIncident(tx, arn);
  for (const it of news) await recordEvents(tx, [{ id: given.newId(), incidentArn: arn, time: now, ...it }]);
  return {
    incident: arn,
    opened: created,
    outcome: created ? "OPENED" : "FOLDED",
    because: created ? saidOf(earlier, keptBackBy) : "an incident with the same dedupe string is open",
    again: created ? nothingTold : { told: [now], untold: 0 },
    over: nothingTold,
    suppressed: undefined,
  };
}

function saidOf(earlier: Incident | undefined, keptBackBy: string | undefined): string | undefined {
  if (keptBackBy !== undefined) return `the maintenance window "${keptBackBy}" is over, and it still fires`;
  return earlier === undefined ? undefined : `it fires again: ${earlier.arn} was resolved a while ago`;
}

const longestItemTitle = 200;

const earlierItem = ({ arn, title }: Incident) => ({
  identifier: { type: "INCIDENT", value: { arn } } as const,
  title: cutText(`Earlier incident: ${title}`, longestItemTitle),
});
