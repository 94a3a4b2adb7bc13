// Takes alerts in: everything that follows from them is on disk when it answers.
import type { Alert, TakenAlert } from "../../domain/alerts/alert.ts";
import type { Given } from "../given.ts";

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
export const takeAlerts = (_given: Needed, _taking: Taking): Promise<readonly TakenAlert[]> =>
  Promise.reject(new Error("not built yet"));

/** What would become of the alerts now: the same, rolled back. The ARNs of incidents that it would open are not returned. */
export const tryAlerts = (_given: Needed, _taking: Taking): Promise<readonly TakenAlert[]> =>
  Promise.reject(new Error("not built yet"));
