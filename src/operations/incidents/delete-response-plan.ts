// DeleteResponsePlan: the plan goes, with its tags and policies; the incidents that it started stay.
import { type Implementation, implement } from "../../contract/call.ts";
import { deleteResponsePlan as operation } from "../../contract/incidents/response-plan.ts";
import { removeResourcePolicies } from "../../storage/resource-policies.ts";
import { removeResponsePlan } from "../../storage/response-plans.ts";
import { forgetTags } from "../../storage/tags.ts";
import type { Given } from "../given.ts";
import { planKey } from "./own-response-plan.ts";

/** The operation models no ResourceNotFoundException: what is not there has been deleted. */
export const deleteResponsePlan = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ arn }) => [arn],
    run: async ({ arn }, { caller: { account } }) => {
      const key = planKey({ account, arn });
      if (key === undefined) return {};
      await given.storage.write(async (tx) => {
        if ((await removeResponsePlan(tx, key)) === 0) return;
        await forgetTags(tx, arn);
        await removeResourcePolicies(tx, arn);
      });
      return {};
    },
  });
