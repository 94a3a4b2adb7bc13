// The caller's response plan that an ARN names.
import { parseArn } from "../../domain/arn.ts";
import type { ResponsePlan } from "../../domain/response-plan.ts";
import { lockResponsePlan, type PlanKey } from "../../storage/response-plans.ts";
import type { Transaction } from "../../storage/storage.ts";
import { notFound } from "./errors.ts";

interface Asked {
  readonly account: string;
  readonly arn: string;
}

/** Undefined for what cannot be a plan of the account. */
export function planKey({ account, arn }: Asked): PlanKey | undefined {
  const named = parseArn(arn);
  return named?.kind === "response-plan" && named.account === account
    ? { account, name: named.name }
    : undefined;
}

/** @throws ResourceNotFoundException for what cannot be a plan of the account */
export function ownPlanKey(asked: Asked): PlanKey {
  const key = planKey(asked);
  if (key === undefined) throw notFound("RESPONSE_PLAN", asked.arn);
  return key;
}

/** Holds it until the end of the transaction. @throws ResourceNotFoundException */
export async function lockOwnPlan(
  tx: Transaction,
  asked: Asked,
): Promise<{ readonly key: PlanKey; readonly plan: ResponsePlan }> {
  const key = ownPlanKey(asked);
  const plan = await lockResponsePlan(tx, key);
  if (plan === undefined) throw notFound("RESPONSE_PLAN", asked.arn);
  return { key, plan };
}
