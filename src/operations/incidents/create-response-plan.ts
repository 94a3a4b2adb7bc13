// CreateResponsePlan: a new plan under a name that the account does not use yet.
import { type Implementation, implement } from "../../contract/call.ts";
import { createResponsePlan as operation } from "../../contract/incidents/response-plan.ts";
import { responsePlanArn } from "../../domain/arn.ts";
import { planOf } from "../../domain/response-plan.ts";
import { removeResourcePolicies } from "../../storage/resource-policies.ts";
import { addResponsePlan } from "../../storage/response-plans.ts";
import { writeTags } from "../../storage/tags.ts";
import type { Given } from "../given.ts";
import { idempotently } from "../idempotent.ts";
import { refuse, reservedTagKeys } from "./beyond-shapes.ts";
import { conflict, tokenReused } from "./errors.ts";
import { requireOnboarded } from "./onboarded.ts";
import { tryTopics } from "./try-topics.ts";

export const createResponsePlan = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ name }, { account }) => [responsePlanArn(account, name)],
    run: async (input, { caller: { account } }) => {
      const { name, tags = {} } = input;
      refuse([
        ...reservedTagKeys("incidentTemplate.incidentTags", input.incidentTemplate.incidentTags),
        ...reservedTagKeys("tags", tags),
      ]);
      const arn = responsePlanArn(account, name);
      return idempotently(given, {
        account,
        operation: operation.name,
        input,
        mismatch: tokenReused,
        run: async (tx) => {
          await requireOnboarded(tx, account);
          const plan = planOf(input);
          if (!(await addResponsePlan(tx, { account, name }, plan)))
            throw conflict(`There is a response plan named ${name} already.`, "RESPONSE_PLAN", arn);
          // Whoever tagged or shared a plan of this name while it was being deleted may have left something behind.
          await removeResourcePolicies(tx, arn);
          await writeTags(tx, { arn, account }, tags);
          await tryTopics(given, tx, { account, name, plan });
          return { arn };
        },
      });
    },
  });
