// The declarations against the official models, trait by trait. Where they differ on purpose, it is listed here.
import { describe, expect, test } from "vitest";
import { contacts } from "../../src/contract/contacts/service.ts";
import { incidents } from "../../src/contract/incidents/service.ts";
import type { ServiceContract } from "../../src/contract/operation.ts";
import { ofError, ofOperation } from "./differences.ts";
import { officialModel } from "./official-model.ts";

interface Comparison {
  readonly contract: ServiceContract;
  readonly model: string;
  readonly protocol: "rest-json" | "json";
  /** For an error about which the model is silent. */
  readonly statuses: Readonly<Record<string, number>>;
  /** By operation or error. */
  readonly deviations: Readonly<Record<string, readonly string[]>>;
}

const emptyParameters = (place: string): readonly string[] =>
  ["dynamicParameters", "parameters"].map(
    (name) => `${place}.actions.member.ssmAutomation.${name} emptyAllowed: true instead of undefined`,
  );

const comparisons: readonly Comparison[] = [
  {
    contract: incidents,
    model: "ssm-incidents-2018-05-10",
    protocol: "rest-json",
    statuses: {},
    deviations: {
      // The Terraform provider always sends both maps.
      CreateResponsePlan: emptyParameters("CreateResponsePlan input"),
      GetResponsePlan: emptyParameters("GetResponsePlan output"),
      UpdateResponsePlan: emptyParameters("UpdateResponsePlan input"),
    },
  },
  {
    contract: contacts,
    model: "ssm-contacts-2021-05-03",
    protocol: "json",
    // The Smithy model's `httpError` traits; the model at hand leaves them out.
    statuses: {
      AccessDeniedException: 403,
      ConflictException: 409,
      DataEncryptionException: 400,
      InternalServerException: 500,
      ResourceNotFoundException: 404,
      ServiceQuotaExceededException: 402,
      ThrottlingException: 429,
      ValidationException: 400,
    },
    deviations: {
      // Codes prove who somebody is, and error messages end up in logs.
      AcceptPage: ["AcceptPage input.AcceptCode sensitive: true instead of undefined"],
      ActivateContactChannel: [
        "ActivateContactChannel input.ActivationCode sensitive: true instead of undefined",
      ],
      // The service leaves it out when none was given.
      GetRotation: ["GetRotation output.StartTime required: false instead of true"],
    },
  },
];

for (const { contract, model: name, protocol, statuses, deviations } of comparisons) {
  const model = officialModel(name);
  describe.skipIf(model === undefined)(
    `${contract.signingName} beside its official model${model === undefined ? " (skipped: ../shared/models is not here)" : ""}`,
    () => {
      if (model === undefined) return;

      test("every official operation is declared, and no other", () => {
        expect(Object.keys(contract.operations).sort()).toEqual(Object.keys(model.operations).sort());
      });

      test("the protocol and the names that travel are the official ones", () => {
        expect(model.metadata.protocol).toBe(protocol);
        expect(contract.signingName).toBe(model.metadata.signingName);
        expect(contract.targetPrefix).toBe(model.metadata.targetPrefix);
      });

      test.each(Object.values(contract.operations).map((it) => [it.name, it] as const))(
        "%s has every official trait",
        (operationName, operation) => {
          expect(ofOperation(model, operation)).toEqual(deviations[operationName] ?? []);
        },
      );

      test("every official error is declared, and no other", () => {
        const official = Object.entries(model.shapes).filter(([, shape]) => shape.exception === true);
        expect(Object.keys(contract.errors).sort()).toEqual(official.map(([it]) => it).sort());
      });

      test.each(Object.values(contract.errors).map((it) => [it.name, it] as const))(
        "%s has the official status and members",
        (errorName, error) => {
          expect(ofError(model, error, statuses)).toEqual(deviations[errorName] ?? []);
        },
      );

      test("the text of an error is in the member that is said to hold it", () => {
        for (const error of Object.values(contract.errors))
          expect(Object.keys(model.shapes[error.name]?.members ?? {})).toContain(contract.errorText);
      });
    },
  );
}
