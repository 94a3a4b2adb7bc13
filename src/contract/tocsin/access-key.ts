// Access keys: who may call the APIs, and with which permissions. Secrets are shown once, when their key is made.
import { operation } from "../operation.ts";
import {
  type Infer,
  integer,
  list,
  matching,
  required,
  string,
  structure,
  timestamp,
  union,
  words,
} from "../shape.ts";
import { always, resourceNotFound } from "./errors.ts";

const accessKeyId = required(string({ min: 16, max: 128, ...matching(String.raw`^\w+$`) }));

/** As IAM names users; it becomes a part of their ARN. */
const userName = required(string({ min: 1, max: 64, ...matching(String.raw`^[\w+=,.@-]+$`) }));

const readyMade = words("admin", "resolver", "readonly");
export type ReadyMadeName = Infer<typeof readyMade>;

/** The document is JSON. Its own limit, 6,144 characters, does not count white space. */
const policy = required(union("Policy", { readyMade, document: string({ min: 1, max: 61_440 }) }));
export type PolicyChoice = Infer<typeof policy.shape>;

const described = {
  accessKeyId,
  kind: required(words("ROOT", "USER")),
  userName,
  userArn: required(string()),
  policy,
  createdTime: required(timestamp()),
} as const;

export const createAccessKey = operation({
  name: "CreateAccessKey",
  http: { method: "POST", path: "/_tocsin/keys/create", status: 201 },
  input: structure("CreateAccessKeyInput", { userName, policy }),
  output: structure("CreateAccessKeyOutput", {
    accessKey: required(
      structure("AccessKey", { ...described, secretAccessKey: required(string({ sensitive: true })) }),
    ),
  }),
  errors: [...always],
});

export const listAccessKeys = operation({
  name: "ListAccessKeys",
  http: { method: "POST", path: "/_tocsin/keys/list", status: 200 },
  input: structure("ListAccessKeysInput", {
    maxResults: integer({ min: 1, max: 100 }),
    nextToken: string({ max: 2000 }),
  }),
  output: structure("ListAccessKeysOutput", {
    accessKeys: required(
      list(
        structure("AccessKeySummary", {
          ...described,
          lastUsedTime: timestamp(),
          revokedTime: timestamp(),
        }),
      ),
    ),
    nextToken: string({ max: 2000 }),
  }),
  errors: [...always],
  paginated: { token: "nextToken", limit: "maxResults", items: "accessKeys" },
});

export const revokeAccessKey = operation({
  name: "RevokeAccessKey",
  http: { method: "POST", path: "/_tocsin/keys/revoke", status: 204 },
  input: structure("RevokeAccessKeyInput", { accessKeyId }),
  output: structure("RevokeAccessKeyOutput", {}),
  idempotent: true,
  errors: [...always, resourceNotFound],
});
