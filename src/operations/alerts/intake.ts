// What the account says about the alerts of one response plan, read once for all that came together.
import { responsePlanArn } from "../../domain/arn.ts";
import type { Destination } from "../../domain/alerts/alert-start.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import { applyRules } from "../../domain/alerts/rules/apply.ts";
import { type AlertSettings, defaultSettings } from "../../domain/alerts/rules/settings.ts";
import { type Covering, coveringWindow } from "../../domain/alerts/windows.ts";
import type { ResponsePlan } from "../../domain/response-plan.ts";
import { findAlertSettings } from "../../storage/alert-settings.ts";
import { openWindows } from "../../storage/maintenance-windows.ts";
import { findResponsePlan } from "../../storage/response-plans.ts";
import type { Reader } from "../../storage/storage.ts";
import { notFound } from "../incidents/errors.ts";

export interface Intake {
  readonly account: string;
  readonly planName: string;
  readonly settings: AlertSettings;
  /** Where the alert goes: its own plan, or that of the rule that matches it, if there is one. */
  readonly destination: (alert: Alert) => Promise<Destination>;
  readonly covering: (alert: Alert, planName: string) => Covering | undefined;
}

interface Asked {
  readonly account: string;
  readonly planName: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** @throws ResourceNotFoundException where there is no such plan */
export async function openIntake(reader: Reader, asked: Asked): Promise<Intake> {
  const intake = await findIntake(reader, asked);
  if (intake === undefined) throw notFound("RESPONSE_PLAN", responsePlanArn(asked.account, asked.planName));
  return intake;
}

/** Undefined where there is no such plan. */
export async function findIntake(
  reader: Reader,
  { account, planName, now }: Asked,
): Promise<Intake | undefined> {
  const plans = plansOf(reader, account);
  const own = await plans(planName);
  if (own === undefined) return undefined;
  const settings = (await findAlertSettings(reader, { account, planName })) ?? defaultSettings;
  const windows = await openWindows(reader, account, now);
  return {
    account,
    planName,
    settings,
    destination: async (alert) => {
      const ruling = applyRules(settings, alert, planName);
      const chosen = ruling.planName === undefined ? undefined : await plans(ruling.planName);
      const place =
        ruling.planName === undefined || chosen === undefined
          ? { planName, plan: own }
          : { planName: ruling.planName, plan: chosen };
      return { account, intake: planName, ruling, ...place };
    },
    covering: (alert, plan) => coveringWindow(windows, { alert, planName: plan, now }),
  };
}

/** Each is looked up once. */
function plansOf(reader: Reader, account: string): (name: string) => Promise<ResponsePlan | undefined> {
  const found = new Map<string, ResponsePlan | undefined>();
  return async (name) => {
    if (!found.has(name)) found.set(name, await findResponsePlan(reader, { account, name }));
    return found.get(name);
  };
}
