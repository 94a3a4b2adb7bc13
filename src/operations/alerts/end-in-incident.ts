// An alert is over: its incident is resolved when nothing else fires in it, or told of it, or left alone, as the plan wishes.
import type { Alert } from "../../domain/alerts/alert.ts";
import type { Cause } from "../../domain/alerts/cause.ts";
import { tallied } from "../../domain/alerts/tally.ts";
import type { AutoResolve } from "../../domain/alerts/rules/settings.ts";
import type { Incident } from "../../domain/incident/incident.ts";
import { triggerOver } from "../../domain/timeline-happenings.ts";
import { causesOf } from "../../storage/alerts.ts";
import { holdIncident, lockIncident } from "../../storage/incidents.ts";
import type { Transaction } from "../../storage/storage.ts";
import { recordEvents } from "../../storage/timeline-events.ts";
import type { Given } from "../given.ts";
import { changeRecord } from "../incidents/change-record.ts";
import { stopPagingFor } from "../paging/stop-for-incident.ts";

interface End {
  /** As it was before: it fires in the incident. */
  readonly cause: Cause;
  readonly alert: Alert;
  /** Open. */
  readonly incident: Incident;
  readonly autoResolve: AutoResolve;
  /** The ARN of who brought the alert. */
  readonly by: string;
}

export type Ended = Pick<Cause, "outcome" | "because" | "over">;

type Needed = Pick<Given, "clock" | "newId">;

export async function endInIncident(given: Needed, tx: Transaction, end: End): Promise<Ended> {
  const { cause, incident, autoResolve } = end;
  const { firing, opened } = await causesOf(tx, { account: incident.account, incident: incident.arn });
  const others = firing - 1;
  if (autoResolve === "RESOLVE" && others === 0 && opened) return resolve(given, tx, end);
  // Of two that end at the same moment, the later one must see that the other is over.
  await holdIncident(tx, incident.arn);
  if (autoResolve === "NEVER")
    return {
      outcome: "COUNTED",
      because: "incidents of this plan are not told when it is over",
      over: cause.over,
    };
  const because = whyNot(end, { others, opened });
  const now = given.clock.now();
  const { tell, tally } = tallied(cause.over, now);
  if (!tell) return { outcome: "COUNTED", because, over: tally };
  await tellOver(given, tx, { end, others });
  return { outcome: "NOTED", because, over: tally };
}

function whyNot(
  { autoResolve }: End,
  { others, opened }: { readonly others: number; readonly opened: boolean },
): string {
  if (autoResolve === "NOTE") return "incidents of this plan are resolved by people";
  if (others > 0) return `${others} other ${others === 1 ? "alert fires" : "alerts fire"} in the incident`;
  return opened ? "" : "the incident was not opened by an alert";
}

async function resolve(given: Needed, tx: Transaction, end: End): Promise<Ended> {
  const { account, arn } = end.incident;
  await stopPagingFor(given, tx, { account, arn });
  const before = await lockIncident(tx, arn, "update");
  if (before === undefined) throw new Error("an incident was lost within one transaction");
  await tellOver(given, tx, { end, others: 0 });
  const now = given.clock.now();
  await changeRecord(given, tx, { before, update: { status: "RESOLVED" }, by: end.by, now });
  return { outcome: "RESOLVED", because: undefined, over: { told: [now], untold: 0 } };
}

async function tellOver(
  { clock, newId }: Needed,
  tx: Transaction,
  { end, others }: { readonly end: End; readonly others: number },
): Promise<void> {
  const { alert, cause, incident } = end;
  const now = clock.now();
  const untold = cause.over.untold + cause.again.untold;
  const happening = triggerOver({
    incidentSource: alert.source,
    triggerArn: alert.triggerArn,
    alertTitle: cause.title,
    stillFiring: others,
    ...(untold > 0 && { untold }),
  });
  const time = Math.min(alert.time ?? now, now);
  await recordEvents(tx, [{ id: newId(), incidentArn: incident.arn, time, ...happening }]);
}
