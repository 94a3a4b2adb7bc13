// GetResourcePolicies: with whom a response plan is shared.
import { type Implementation, implement } from "../../contract/call.ts";
import { getResourcePolicies as operation } from "../../contract/incidents/resource-policy.ts";
import { listResourcePolicies } from "../../storage/resource-policies.ts";
import { findResponsePlan } from "../../storage/response-plans.ts";
import type { Given } from "../given.ts";
import { page } from "../page.ts";
import { notFound, notOnboarded, validation } from "./errors.ts";
import { isOnboarded } from "./onboarded.ts";
import { ownPlanKey } from "./own-response-plan.ts";

export const getResourcePolicies = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ resourceArn }) => [resourceArn],
    run: ({ resourceArn: arn, maxResults, nextToken }, { caller: { account } }) =>
      given.storage.read(async (reader) => {
        if (!(await isOnboarded(reader, account))) throw notOnboarded(account);
        const plan = await findResponsePlan(reader, ownPlanKey({ account, arn }));
        if (plan === undefined) throw notFound("RESPONSE_PLAN", arn);
        const { rows, ...next } = await page(given, {
          query: { operation: operation.name, account, arguments: { arn } },
          maxResults,
          nextToken,
          rowsAfter: ([after] = [""], limit) =>
            listResourcePolicies(reader, arn, { after: String(after), limit }),
          positionOf: ({ policyId }) => [policyId],
          refuse: validation,
        });
        const resourcePolicies = rows.map(({ policyId, policy, region }) => ({
          policyId,
          policyDocument: policy,
          ramResourceShareRegion: region,
        }));
        return { resourcePolicies, ...next };
      }),
  });
