// Intake keys: who may send alerts, and for which response plan. A key is shown once, when it is made.
import { operation } from "../operation.ts";
import { integer, list, matching, required, string, structure, timestamp } from "../shape.ts";
import { always, resourceNotFound } from "./errors.ts";

const keyId = required(string({ min: 8, max: 8, ...matching("^[a-z2-7]{8}$") }));

const planName = string({ min: 1, max: 200, ...matching("^[a-zA-Z0-9-_]*$", /^[\w-]*$/) });

/** As in the address: `alertmanager`. */
const sourceName = string({ min: 1, max: 64, ...matching(String.raw`^[a-z0-9-]+$`) });

const described = {
  keyId,
  responsePlanName: required(planName),
  /** Absent for all. */
  sources: list(sourceName, { min: 1, max: 20 }),
  createdTime: required(timestamp()),
} as const;

export const createIntakeKey = operation({
  name: "CreateIntakeKey",
  http: { method: "POST", path: "/_tocsin/intake/keys/create", status: 201 },
  input: structure("CreateIntakeKeyInput", {
    responsePlanName: required(planName),
    sources: list(sourceName, { min: 1, max: 20 }),
    /** What the sender signs with, where it does: Sentry's client secret. */
    signingSecret: string({ min: 16, max: 256, sensitive: true }),
  }),
  output: structure("CreateIntakeKeyOutput", {
    intakeKey: required(structure("IntakeKey", { ...described, key: required(string({ sensitive: true })) })),
  }),
  errors: [...always, resourceNotFound],
});

export const listIntakeKeys = operation({
  name: "ListIntakeKeys",
  http: { method: "POST", path: "/_tocsin/intake/keys/list", status: 200 },
  input: structure("ListIntakeKeysInput", {
    responsePlanName: planName,
    maxResults: integer({ min: 1, max: 100 }),
    nextToken: string({ max: 2000 }),
  }),
  output: structure("ListIntakeKeysOutput", {
    /** The oldest first. */
    intakeKeys: required(
      list(
        structure("IntakeKeySummary", { ...described, lastUsedTime: timestamp(), revokedTime: timestamp() }),
      ),
    ),
    nextToken: string({ max: 2000 }),
  }),
  errors: [...always],
  paginated: { token: "nextToken", limit: "maxResults", items: "intakeKeys" },
});

export const revokeIntakeKey = operation({
  name: "RevokeIntakeKey",
  http: { method: "POST", path: "/_tocsin/intake/keys/revoke", status: 204 },
  input: structure("RevokeIntakeKeyInput", { keyId }),
  output: structure("RevokeIntakeKeyOutput", {}),
  idempotent: true,
  errors: [...always, resourceNotFound],
});
