// GetResponsePlan: the whole plan, as it was given.
import { type Implementation, implement } from "../../contract/call.ts";
import { getResponsePlan as operation } from "../../contract/incidents/response-plan.ts";
import { findResponsePlan } from "../../storage/response-plans.ts";
import type { Given } from "../given.ts";
import { notFound, notOnboarded } from "./errors.ts";
import { isOnboarded } from "./onboarded.ts";
import { ownPlanKey } from "./own-response-plan.ts";

export const getResponsePlan = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ arn }) => [arn],
    run: ({ arn }, { caller: { account } }) =>
      given.storage.read(async (reader) => {
        if (!(await isOnboarded(reader, account))) throw notOnboarded(account);
        const key = ownPlanKey({ account, arn });
        const plan = await findResponsePlan(reader, key);
        if (plan === undefined) throw notFound("RESPONSE_PLAN", arn);
        return { arn, name: key.name, ...plan };
      }),
  });
