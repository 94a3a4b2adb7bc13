// DeleteResourcePolicy: ends one sharing of a response plan.
import { type Implementation, implement } from "../../contract/call.ts";
import { deleteResourcePolicy as operation } from "../../contract/incidents/resource-policy.ts";
import { removeResourcePolicy } from "../../storage/resource-policies.ts";
import type { Given } from "../given.ts";
import { notFound } from "./errors.ts";
import { requireOnboarded } from "./onboarded.ts";
import { lockOwnPlan } from "./own-response-plan.ts";

export const deleteResourcePolicy = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ resourceArn }) => [resourceArn],
    run: async ({ resourceArn: arn, policyId }, { caller: { account } }) => {
      await given.storage.write(async (tx) => {
        await requireOnboarded(tx, account);
        await lockOwnPlan(tx, { account, arn });
        if (!(await removeResourcePolicy(tx, arn, policyId))) throw notFound("RESOURCE_POLICY", policyId);
      });
      return {};
    },
  });
