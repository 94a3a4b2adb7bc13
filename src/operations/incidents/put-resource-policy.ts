// PutResourcePolicy: shares a response plan with other accounts.
import { type Implementation, implement } from "../../contract/call.ts";
import { putResourcePolicy as operation } from "../../contract/incidents/resource-policy.ts";
import { fingerprint } from "../../domain/canonical.ts";
import { sharingMistakes } from "../../domain/sharing-policy.ts";
import { addResourcePolicy } from "../../storage/resource-policies.ts";
import type { Given } from "../given.ts";
import { validation } from "./errors.ts";
import { requireOnboarded } from "./onboarded.ts";
import { lockOwnPlan, ownPlanKey } from "./own-response-plan.ts";

/** An answer stays readable, whatever is sent. */
const told = (mistakes: readonly string[]): string =>
  mistakes.slice(0, 20).join("; ") + (mistakes.length > 20 ? `; and ${mistakes.length - 20} more` : "");

/** The same policy, however its text is spaced or sorted, has the same id: putting it again changes nothing. */
const idOf = (policy: string): string => fingerprint(JSON.parse(policy)).slice(0, 32);

export const putResourcePolicy = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ resourceArn }) => [resourceArn],
    run: async ({ resourceArn: arn, policy }, { caller: { account, region } }) => {
      const mistakes = sharingMistakes(policy, ownPlanKey({ account, arn }));
      if (mistakes.length > 0) throw validation(`The policy cannot be used: ${told(mistakes)}.`);
      const policyId = idOf(policy);
      await given.storage.write(async (tx) => {
        await requireOnboarded(tx, account);
        await lockOwnPlan(tx, { account, arn });
        await addResourcePolicy(tx, arn, { policyId, policy, region, created: given.clock.now() });
      });
      return { policyId };
    },
  });
