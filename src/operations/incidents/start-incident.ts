// StartIncident: opens an incident from a response plan, once per client token.
import { type Implementation, implement } from "../../contract/call.ts";
import { startIncident as operation } from "../../contract/incidents/incident.ts";
import { reservedSource } from "../../domain/incident/start.ts";
import { findResponsePlan } from "../../storage/response-plans.ts";
import type { Given } from "../given.ts";
import { idempotently } from "../idempotent.ts";
import { refuse } from "./beyond-shapes.ts";
import { notFound, tokenReused } from "./errors.ts";
import { requireOnboarded } from "./onboarded.ts";
import { openIncident } from "./open-incident.ts";
import { ownPlanKey } from "./own-response-plan.ts";

export const startIncident = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ responsePlanArn }) => [responsePlanArn],
    run: async (input, { caller }) => {
      const { account, arn: createdBy } = caller;
      const { responsePlanArn, title, impact, triggerDetails, relatedItems } = input;
      refuse(reservedSource(triggerDetails));
      return idempotently(given, {
        account,
        operation: operation.name,
        input,
        mismatch: tokenReused,
        run: async (tx) => {
          await requireOnboarded(tx, account);
          const { name: planName } = ownPlanKey({ account, arn: responsePlanArn });
          const plan = await findResponsePlan(tx, { account, name: planName });
          if (plan === undefined) throw notFound("RESPONSE_PLAN", responsePlanArn);
          const { arn: incidentRecordArn } = await openIncident(given, tx, {
            account,
            planName,
            plan,
            title,
            impact,
            triggerDetails,
            relatedItems,
            createdBy,
            invokedBy: createdBy,
          });
          return { incidentRecordArn };
        },
      });
    },
  });
