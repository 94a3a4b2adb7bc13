// The runbook that a response plan runs: a Systems Manager Automation document and its parameters.
import { type Infer, list, map, matching, required, string, structure, union, words } from "../shape.ts";

const roleArn = string({
  max: 1000,
  ...matching("^arn:aws(-cn|-us-gov)?:iam::([0-9]{12})?:role/.+$"),
});

const parameterName = string({ min: 1, max: 50 });
const parameterValues = list(string({ max: 512 }), { max: 100 });

const dynamicParameter = union("DynamicSsmParameterValue", {
  variable: words("INCIDENT_RECORD_ARN", "INVOLVED_RESOURCES"),
});

const ssmAutomation = structure("SsmAutomation", {
  documentName: required(string(matching(String.raw`^[a-zA-Z0-9_\-.:/]{3,128}$`))),
  roleArn: required(roleArn),
  documentVersion: string({ max: 128 }),
  targetAccount: words("RESPONSE_PLAN_OWNER_ACCOUNT", "IMPACTED_ACCOUNT"),
  // AWS refuses these two maps when empty, but the Terraform provider always sends them.
  parameters: map(parameterName, parameterValues, { min: 1, max: 200, emptyAllowed: true }),
  dynamicParameters: map(parameterName, dynamicParameter, { min: 1, max: 200, emptyAllowed: true }),
});
export type SsmAutomation = Infer<typeof ssmAutomation>;

const action = union("Action", { ssmAutomation });
export const actions = list(action, { max: 1 });
export type Action = Infer<typeof action>;
