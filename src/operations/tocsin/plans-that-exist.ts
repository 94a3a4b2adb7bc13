// Response plans that something about alerts names: they are to exist.
import { ApiError } from "../../contract/api-error.ts";
import { responsePlanArn } from "../../domain/arn.ts";
import { findResponsePlan } from "../../storage/response-plans.ts";
import type { Reader } from "../../storage/storage.ts";

export const planNotFound = (account: string, name: string): ApiError =>
  new ApiError("ResourceNotFoundException", `The response plan ${name} does not exist.`, {
    resourceIdentifier: responsePlanArn(account, name),
  });

/** @throws ResourceNotFoundException */
export async function requirePlan(reader: Reader, account: string, name: string): Promise<void> {
  if ((await findResponsePlan(reader, { account, name })) === undefined) throw planNotFound(account, name);
}

/** Those of the names that are no plan of the account. */
export async function missingPlans(
  reader: Reader,
  account: string,
  names: readonly string[],
): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const name of new Set(names))
    if ((await findResponsePlan(reader, { account, name })) === undefined) missing.push(name);
  return missing;
}
