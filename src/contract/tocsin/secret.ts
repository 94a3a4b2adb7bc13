// Secrets that response plans name: what AWS keeps in Secrets Manager. They can be put, listed and deleted, and never read back.
import { operation } from "../operation.ts";
import { integer, list, matching, required, string, structure, timestamp } from "../shape.ts";
import { always, resourceNotFound } from "./errors.ts";

/** As AWS Secrets Manager names them. */
const name = required(string({ min: 1, max: 512, ...matching(String.raw`^[\w/+=.@-]+$`) }));

const described = { name, createdTime: required(timestamp()), updatedTime: required(timestamp()) } as const;

export const putSecret = operation({
  name: "PutSecret",
  http: { method: "POST", path: "/_tocsin/secrets/put", status: 200 },
  input: structure("PutSecretInput", {
    name,
    /** JSON with the keys pagerDutyToken, pagerDutyServiceRegion (US or EU) and pagerDutyFromEmail. */
    secretString: required(string({ min: 1, max: 65_536, sensitive: true })),
  }),
  output: structure("PutSecretOutput", { name }),
  idempotent: true,
  errors: [...always],
});

export const listSecrets = operation({
  name: "ListSecrets",
  http: { method: "POST", path: "/_tocsin/secrets/list", status: 200 },
  input: structure("ListSecretsInput", {
    maxResults: integer({ min: 1, max: 100 }),
    nextToken: string({ max: 2000 }),
  }),
  output: structure("ListSecretsOutput", {
    secrets: required(list(structure("SecretSummary", described))),
    nextToken: string({ max: 2000 }),
  }),
  errors: [...always],
  paginated: { token: "nextToken", limit: "maxResults", items: "secrets" },
});

export const deleteSecret = operation({
  name: "DeleteSecret",
  http: { method: "POST", path: "/_tocsin/secrets/delete", status: 204 },
  input: structure("DeleteSecretInput", { name }),
  output: structure("DeleteSecretOutput", {}),
  idempotent: true,
  errors: [...always, resourceNotFound],
});
