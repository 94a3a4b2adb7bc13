// Policies that share a response plan and its incidents with other accounts.
import { operation } from "../operation.ts";
import { type Infer, list, required, string, structure } from "../shape.ts";
import { always, resourceNotFound } from "./errors.ts";
import { arn, nextToken, paging } from "./vocabulary.ts";

const policy = string({ max: 4000 });
const policyId = string({ max: 256 });

const resourcePolicy = structure("ResourcePolicy", {
  policyDocument: required(policy),
  policyId: required(policyId),
  ramResourceShareRegion: required(string()),
});
export type ResourcePolicy = Infer<typeof resourcePolicy>;

export const getResourcePolicies = operation({
  name: "GetResourcePolicies",
  http: { method: "POST", path: "/getResourcePolicies", status: 200 },
  input: structure("GetResourcePoliciesInput", {
    resourceArn: required(arn, { location: "query" }),
    ...paging,
  }),
  output: structure("GetResourcePoliciesOutput", {
    resourcePolicies: required(list(resourcePolicy, { max: 100 })),
    nextToken,
  }),
  errors: [...always, resourceNotFound],
  paginated: { token: "nextToken", limit: "maxResults", items: "resourcePolicies" },
});

export const putResourcePolicy = operation({
  name: "PutResourcePolicy",
  http: { method: "POST", path: "/putResourcePolicy", status: 200 },
  input: structure("PutResourcePolicyInput", { resourceArn: required(arn), policy: required(policy) }),
  output: structure("PutResourcePolicyOutput", { policyId: required(policyId) }),
  errors: [...always, resourceNotFound],
});

export const deleteResourcePolicy = operation({
  name: "DeleteResourcePolicy",
  http: { method: "POST", path: "/deleteResourcePolicy", status: 200 },
  input: structure("DeleteResourcePolicyInput", { resourceArn: required(arn), policyId: required(policyId) }),
  output: structure("DeleteResourcePolicyOutput", {}),
  errors: [...always, resourceNotFound],
});
