// An access key as the API shows it.
import type { PolicyChoice } from "../../contract/tocsin/access-key.ts";
import { isReadyMade } from "../../domain/access/ready-made.ts";
import { type AccessKeyRecord, arnOf } from "../../storage/access-keys.ts";

type Described = Pick<
  AccessKeyRecord,
  "accessKeyId" | "account" | "kind" | "userName" | "policy" | "created"
>;

export const described = (key: Described) => ({
  accessKeyId: key.accessKeyId,
  kind: key.kind === "root" ? ("ROOT" as const) : ("USER" as const),
  userName: key.userName,
  userArn: arnOf(key),
  policy: policyChoice(key.policy),
  createdTime: new Date(key.created),
});

const policyChoice = (policy: string): PolicyChoice =>
  isReadyMade(policy) ? { readyMade: policy } : { document: policy };
