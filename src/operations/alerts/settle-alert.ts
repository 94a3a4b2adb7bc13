// Settles one alert: what it means for its cause, and what follows from that, in the caller's transaction.
import { type Destination, impactOf, titleOf } from "../../domain/alerts/alert-start.ts";
import type { Alert, TakenAlert } from "../../domain/alerts/alert.ts";
import { type Cause, causeId, newCause, keptText } from "../../domain/alerts/cause.ts";
import { type KnownIncident, believedTime, decide, followed } from "../../domain/alerts/decide.ts";
import type { Incident } from "../../domain/incident/incident.ts";
import { alertSettled, lockCause, saveCause, type SettledAlert } from "../../storage/alerts.ts";
import { findIncident } from "../../storage/incidents.ts";
import type { Transaction } from "../../storage/storage.ts";
import type { Given } from "../given.ts";
import { followDecision } from "./follow-decision.ts";
import type { Intake } from "./intake.ts";
import { setNextLook } from "./set-next-look.ts";

interface Settling {
  readonly intake: Intake;
  readonly alert: Alert;
  /** The ARN of who brought it. */
  readonly by: string;
}

export async function settleAlert(
  given: Pick<Given, "clock" | "newId">,
  tx: Transaction,
  { intake, alert: told, by }: Settling,
): Promise<TakenAlert> {
  const { account, planName, settings } = intake;
  const now = given.clock.now();
  const alert = { ...told, time: believedTime(told.time, now) };
  const before = await lockCause(tx, { account, id: causeId({ ...alert, planName }) });
  const incident = before?.incident === undefined ? undefined : await findIncident(tx, before.incident);
  const to = await intake.destination(alert);
  const window = intake.covering(alert, to.planName);
  const decision = decide(alert, {
    cause: before,
    incident: knownIncident(before, incident),
    window: window?.name,
    ignore: to.ruling.ignore,
    now,
  });
  const cause = before ?? newCause(alert, { account, planName, now });
  const followUp = { decision, cause, incident, alert, to, window, by, settings };
  const after: Cause = {
    ...cause,
    ...(await followDecision(given, tx, followUp)),
    ...followed(before, alert, decision),
    title: keptText(alert.title),
    received: cause.received + 1,
    lastSeen: now,
  };
  await saveCause(tx, after);
  tx.announce(alertSettled, { source: alert.source, outcome: after.outcome } satisfies SettledAlert);
  if (after.suppressed !== undefined && after.suppressed.until !== before?.suppressed?.until)
    await setNextLook(tx, account);
  return {
    key: alert.key,
    title: titleOf(alert, to),
    planName: to.planName,
    impact: impactOf(to),
    outcome: after.outcome,
    incidentArn: after.incident,
    because: after.because ?? planThatIsGone(to),
  };
}

const knownIncident = (cause: Cause | undefined, incident: Incident | undefined): KnownIncident | undefined =>
  cause?.incident === undefined ? undefined : (incident ?? { status: "DELETED" });

const planThatIsGone = ({ planName, ruling }: Destination): string | undefined =>
  ruling.planName === undefined || ruling.planName === planName
    ? undefined
    : `there is no response plan ${ruling.planName}, which the rule "${ruling.rule}" wants`;
