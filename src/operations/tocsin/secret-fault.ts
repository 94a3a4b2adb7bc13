// What is wrong with the secret that a response plan's PagerDuty integration names.
import { readPagerDutySecret } from "../../domain/secrets/pager-duty-secret.ts";
import { UnreadableSecret } from "../../domain/secrets/seal.ts";
import type { NamedPlan } from "../../storage/response-plans.ts";
import { openSecret } from "../../storage/secrets.ts";
import type { GivenForDoctor } from "./given.ts";

/** A sentence without its full stop; undefined when nothing is wrong, or the plan has no such integration. */
export async function secretFault(
  { storage, sealer }: Pick<GivenForDoctor, "storage" | "sealer">,
  account: string,
  { plan }: NamedPlan,
): Promise<string | undefined> {
  const secretId = plan.integrations?.[0]?.pagerDutyConfiguration?.secretId;
  if (secretId === undefined) return undefined;
  try {
    const text = await openSecret(storage, sealer, { account, secretId });
    if (text === undefined)
      return `PagerDuty will not hear of it: there is no secret ${secretId} (tocsin secrets put)`;
    const reading = readPagerDutySecret(text);
    return "faults" in reading
      ? `PagerDuty will not hear of it: in the secret ${secretId}, ${reading.faults.join(", and ")}`
      : undefined;
  } catch (error) {
    if (!(error instanceof UnreadableSecret)) throw error;
    return `PagerDuty will not hear of it: the secret ${secretId} was sealed with another secret key`;
  }
}
