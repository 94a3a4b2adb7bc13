// Takes alerts in: everything that follows from them is on disk when it answers.
import type { Alert, TakenAlert } from "../../domain/alerts/alert.ts";
import { causeId } from "../../domain/alerts/cause.ts";
import type { Transaction } from "../../storage/storage.ts";
import type { Given } from "../given.ts";
import { requireOnboarded } from "../incidents/onboarded.ts";
import { openIntake } from "./intake.ts";
import { settleAlert } from "./settle-alert.ts";

export interface Taking {
  /** Twelve digits. */
  readonly account: string;
  /** To whose intake they came. */
  readonly planName: string;
  readonly alerts: readonly Alert[];
  /** The ARN recorded as who did it, such as `arn:aws:tocsin::111122223333:intake/prometheus`. */
  readonly by: string;
}

type Needed = Pick<Given, "storage" | "clock" | "newId">;

/**
 * Each alert as if they had come one after another, all in one transaction.
 * @returns what became of each, in their order
 * @throws ResourceNotFoundException where there is no such plan, or the account is not onboarded
 */
export const takeAlerts = (given: Needed, taking: Taking): Promise<readonly TakenAlert[]> =>
  given.storage.write((tx) => takeAll(given, tx, taking));

/**
 * What would become of the alerts now: the same, rolled back. The ARNs of incidents that it would open are not returned.
 * @throws as {@link takeAlerts}
 */
export async function tryAlerts(given: Needed, taking: Taking): Promise<readonly TakenAlert[]> {
  const rollBack = new Error("alerts were only tried");
  let tried: readonly TakenAlert[] = [];
  await given.storage
    .write(async (tx) => {
      tried = await takeAll(given, tx, taking);
      throw rollBack;
    })
    .catch((error: unknown) => {
      if (error !== rollBack) throw error;
    });
  const opened = new Set(tried.flatMap((it) => (it.outcome === "OPENED" ? [it.incidentArn] : [])));
  return tried.map((it) => (opened.has(it.incidentArn) ? withoutIncident(it) : it));
}

const withoutIncident = (it: TakenAlert): TakenAlert => ({ ...it, incidentArn: undefined });

async function takeAll(given: Needed, tx: Transaction, taking: Taking): Promise<readonly TakenAlert[]> {
  const { account, planName, alerts, by } = taking;
  await requireOnboarded(tx, account);
  const intake = await openIntake(tx, { account, planName, now: given.clock.now() });
  const taken = new Map<Alert, TakenAlert>();
  for (const alert of inOrderOfCauses(alerts, planName))
    taken.set(alert, await settleAlert(given, tx, { intake, alert, by }));
  return alerts.flatMap((alert) => taken.get(alert) ?? []);
}

/** Everybody holds causes in this order, so that nobody waits in a circle. Alerts of one cause stay in theirs. */
const inOrderOfCauses = (alerts: readonly Alert[], planName: string): readonly Alert[] =>
  alerts
    .map((alert) => ({ alert, id: causeId({ ...alert, planName }) }))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    .map(({ alert }) => alert);
