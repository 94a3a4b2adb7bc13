// DeleteResponsePlan: the plan goes, with its tags, policies and alert settings; the incidents that it started stay.
import { type Implementation, implement } from "../../contract/call.ts";
import { deleteResponsePlan as operation } from "../../contract/incidents/response-plan.ts";
import { removeAlertSettings } from "../../storage/alert-settings.ts";
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
        await removeAlertSettings(tx, { account: key.account, planName: key.name });
      });
      return {};
    },
  });
