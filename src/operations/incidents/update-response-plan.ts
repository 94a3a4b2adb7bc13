// UpdateResponsePlan: changes what is given, field by field; what is absent stays as it is.
import { type Implementation, implement } from "../../contract/call.ts";
import { updateResponsePlan as operation } from "../../contract/incidents/response-plan.ts";
import { updated } from "../../domain/response-plan.ts";
import { saveResponsePlan } from "../../storage/response-plans.ts";
import type { Given } from "../given.ts";
import { idempotently } from "../idempotent.ts";
import { refuse, reservedTagKeys } from "./beyond-shapes.ts";
import { tokenReused } from "./errors.ts";
import { requireOnboarded } from "./onboarded.ts";
import { lockOwnPlan } from "./own-response-plan.ts";
import { tryTopics } from "./try-topics.ts";

export const updateResponsePlan = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ arn }) => [arn],
    run: async (input, { caller: { account } }) => {
      refuse(reservedTagKeys("incidentTemplateTags", input.incidentTemplateTags));
      return idempotently(given, {
        account,
        operation: operation.name,
        input,
        mismatch: tokenReused,
        run: async (tx) => {
          await requireOnboarded(tx, account);
          const { key, plan: before } = await lockOwnPlan(tx, { account, arn: input.arn });
          const plan = updated(before, input);
          await saveResponsePlan(tx, key, plan);
          await tryTopics(given, tx, { ...key, plan, before });
          return {};
        },
      });
    },
  });
