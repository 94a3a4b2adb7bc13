// Does what was decided about an alert, and answers what is known of its cause from now on.
import type { Destination } from "../../domain/alerts/alert-start.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import type { Cause } from "../../domain/alerts/cause.ts";
import type { Decision } from "../../domain/alerts/decide.ts";
import { rawDataOf } from "../../domain/alerts/raw-data.ts";
import type { AlertSettings } from "../../domain/alerts/rules/settings.ts";
import { tallied } from "../../domain/alerts/tally.ts";
import type { Covering } from "../../domain/alerts/windows.ts";
import type { Incident } from "../../domain/incident/incident.ts";
import { incidentTriggered } from "../../domain/timeline-happenings.ts";
import { holdIncident, lockIncident } from "../../storage/incidents.ts";
import type { Transaction } from "../../storage/storage.ts";
import { recordEvents } from "../../storage/timeline-events.ts";
import type { Given } from "../given.ts";
import { endInIncident } from "./end-in-incident.ts";
import { openForAlert } from "./open-for-alert.ts";

type Needed = Pick<Given, "clock" | "newId">;

interface FollowUp {
  readonly decision: Decision;
  readonly cause: Cause;
  /** That the cause belongs to, or belonged to last, if it is there. */
  readonly incident: Incident | undefined;
  readonly alert: Alert;
  readonly to: Destination;
  readonly window: Covering | undefined;
  /** The ARN of who brought the alert. */
  readonly by: string;
  readonly settings: AlertSettings;
}

type Changed = Partial<Cause> & Pick<Cause, "outcome" | "because">;

export async function followDecision(given: Needed, tx: Transaction, it: FollowUp): Promise<Changed> {
  const { decision, cause, incident, alert, to, by, settings } = it;
  if (decision.kind === "ignore") return { outcome: "IGNORED", because: decision.because };
  if (decision.kind === "stale") return { outcome: "STALE", because: decision.because };
  if (decision.kind === "rest") return { ...atRest(cause, decision.because), suppressed: undefined };
  if (decision.kind === "suppress") return suppress(it);
  if (decision.kind === "open")
    return openForAlert(given, tx, { alert, to, by, earlier: earlier(it, given.clock.now()) });
  if (incident === undefined) return lost();
  if (decision.kind === "fold") return fold(given, tx, { ...it, incident, joins: decision.joins });
  const { autoResolve } = settings;
  return endInIncident(given, tx, { cause, alert, incident, autoResolve, by });
}

function atRest({ suppressed }: Cause, because: string): Changed {
  if (suppressed === undefined) return { outcome: "STALE", because };
  return {
    outcome: "SUPPRESSED",
    because: `it was over before the maintenance window "${suppressed.window}" was`,
  };
}

function suppress({ alert, window, by }: FollowUp): Changed {
  if (window === undefined) return lost();
  // What waits must not be larger than what an incident would keep of it.
  const payload: unknown = JSON.parse(rawDataOf(alert.payload));
  return {
    outcome: "SUPPRESSED",
    because: `the maintenance window "${window.name}" covers it`,
    suppressed: { window: window.name, until: window.ends, alert: { ...alert, payload }, by },
    incident: undefined,
    opened: undefined,
  };
}

/** The decision was made from the same facts. */
const lost = (): never => {
  throw new Error("an alert was decided by facts that are not there");
};

async function fold(
  { clock, newId }: Needed,
  tx: Transaction,
  { cause, alert, incident, joins }: FollowUp & { readonly incident: Incident; readonly joins: boolean },
): Promise<Changed> {
  const now = clock.now();
  const { tell, tally } = tallied(cause.again, now);
  // Whoever resolves it at the same moment must see that this fires in it again.
  if (joins) await holdIncident(tx, incident.arn);
  const changed = { because: undefined, again: tally, suppressed: undefined };
  if (!tell) return { ...changed, outcome: "COUNTED" };
  if (!joins) await lockIncident(tx, incident.arn, "share");
  const { untold } = cause.again;
  const happening = incidentTriggered({
    createdIncident: false,
    incidentSource: alert.source,
    triggerArn: alert.triggerArn,
    rawData: rawDataOf(alert.payload),
    ...(untold > 0 && { untold }),
  });
  const time = Math.min(alert.time ?? now, now);
  await recordEvents(tx, [{ id: newId(), incidentArn: incident.arn, time, ...happening }]);
  return { ...changed, outcome: "FOLDED" };
}

/** The last incident, where it was resolved not long ago. */
function earlier({ incident, settings }: FollowUp, now: number): Incident | undefined {
  if (incident?.resolvedTime === undefined) return undefined;
  return now - incident.resolvedTime <= settings.refireSeconds * 1000 ? incident : undefined;
}
