// Sends a test to the topics that a plan names for the first time. A topic that leads nowhere, or fails, is no error of the call.
import { responsePlanArn } from "../../domain/arn.ts";
import { testEvent } from "../../domain/notices/test-event.ts";
import { topicsOf } from "../../domain/notices/topics.ts";
import type { ResponsePlan } from "../../domain/response-plan.ts";
import type { PlanKey } from "../../storage/response-plans.ts";
import type { Transaction } from "../../storage/storage.ts";
import { tellTopics } from "../../storage/tell-events.ts";
import type { Given } from "../given.ts";

interface Saved extends PlanKey {
  readonly plan: ResponsePlan;
  /** Absent for a new plan. */
  readonly before?: ResponsePlan;
}

/** AWS publishes one to each topic when a plan is saved. Source: user guide, chat channels. */
export async function tryTopics(
  { newId, clock }: Pick<Given, "newId" | "clock">,
  tx: Transaction,
  { account, name, plan, before }: Saved,
): Promise<void> {
  const known = new Set(before === undefined ? [] : namedBy(before));
  const topics = namedBy(plan).filter((topic) => !known.has(topic));
  if (topics.length === 0) return;
  const responsePlan = responsePlanArn(account, name);
  const event = testEvent({ id: newId(), account, time: clock.now(), topics, responsePlan });
  await tellTopics(tx, topics, event);
}

const namedBy = ({ chatChannel, incidentTemplate: { notificationTargets } }: ResponsePlan): string[] =>
  topicsOf({ chatChannel, notificationTargets });
