// ListResponsePlans: the account's plans, sorted by name.
import { type Implementation, implement } from "../../contract/call.ts";
import { listResponsePlans as operation } from "../../contract/incidents/response-plan.ts";
import { responsePlanArn } from "../../domain/arn.ts";
import { listResponsePlans as plansAfter } from "../../storage/response-plans.ts";
import type { Given } from "../given.ts";
import { page } from "../page.ts";
import { validation } from "./errors.ts";
import { isOnboarded } from "./onboarded.ts";

export const listResponsePlans = (given: Given): Implementation =>
  implement({
    operation,
    resources: () => ["*"],
    run: ({ maxResults, nextToken }, { caller: { account } }) =>
      given.storage.read(async (reader) => {
        const onboarded = await isOnboarded(reader, account);
        const { rows, ...next } = await page(given, {
          query: { operation: operation.name, account, arguments: {} },
          maxResults,
          nextToken,
          rowsAfter: async ([after] = [""], limit) =>
            onboarded ? plansAfter(reader, account, { after: String(after), limit }) : [],
          positionOf: ({ name }) => [name],
          refuse: validation,
        });
        const responsePlanSummaries = rows.map(({ name, plan: { displayName } }) => ({
          arn: responsePlanArn(account, name),
          name,
          displayName,
        }));
        return { responsePlanSummaries, ...next };
      }),
  });
