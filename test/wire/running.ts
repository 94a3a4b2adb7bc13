// A listener on a free port with the real contracts, operations made of one line each, and everything it was told and logged.
import { ApiError } from "../../src/contract/api-error.ts";
import { implement } from "../../src/contract/call.ts";
import type { Call, Implementation, Service } from "../../src/contract/call.ts";
import { contacts } from "../../src/contract/contacts/service.ts";
import { incidents } from "../../src/contract/incidents/service.ts";
import type { Operation, ServiceContract } from "../../src/contract/operation.ts";
import { listen } from "../../src/wire/listener.ts";
import type { Listener } from "../../src/wire/listener.ts";
import type { Credential, WireOptions } from "../../src/wire/options.ts";

export type Run = (input: Record<string, unknown>, call: Call) => unknown;

/** An operation that does nothing but refuse. */
export const refuse =
  (...thrown: ConstructorParameters<typeof ApiError>): Run =>
  () => {
    throw new ApiError(...thrown);
  };

export interface Running extends AsyncDisposable {
  readonly listener: Listener;
  readonly logged: readonly { readonly level: string; readonly facts: object; readonly text: string }[];
  /** Every input that reached an operation. */
  readonly inputs: readonly { readonly operation: string; readonly input: unknown; readonly call: Call }[];
}

export const account = "111122223333";

export const alice: Credential = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  account,
  arn: `arn:aws:iam::${account}:user/alice`,
  userId: "AIDAEXAMPLE",
};

/** A temporary key. */
export const visitor: Credential = {
  accessKeyId: "ASIAEXAMPLE",
  secretAccessKey: "visitor/secret",
  session: { token: "token/of+the=visitor", expires: Date.now() + 3_600_000 },
  account,
  arn: `arn:aws:sts::${account}:assumed-role/Resolver/visitor`,
};

const credentials = new Map([alice, visitor].map((it) => [it.accessKeyId, it]));

const serviceOf = (
  contract: ServiceContract,
  runs: Readonly<Record<string, Run>>,
  inputs: { operation: string; input: unknown; call: Call }[],
): Service => ({
  contract,
  implementations: new Map<string, Implementation>(
    Object.values(contract.operations)
      .filter((operation) => Object.hasOwn(runs, operation.name))
      .map((operation: Operation) => [
        operation.name,
        implement({
          operation,
          resources: () => ["*"],
          run: async (input, call) => {
            inputs.push({ operation: operation.name, input, call });
            return (await runs[operation.name]?.(input, call)) as never;
          },
        }),
      ]),
  ),
});

/** @param runs what the operations of both APIs do, by name; those that are not there are not built */
export const start = async (
  runs: Readonly<Record<string, Run>> = {},
  options: Partial<WireOptions> = {},
): Promise<Running> => {
  const logged: { level: string; facts: object; text: string }[] = [];
  const inputs: { operation: string; input: unknown; call: Call }[] = [];
  const note =
    (level: string) =>
    (facts: object, text: string): void =>
      void logged.push({ level, facts, text });
  const listener = await listen({
    host: "127.0.0.1",
    port: 0,
    services: [serviceOf(incidents, runs, inputs), serviceOf(contacts, runs, inputs)],
    findCredential: async (accessKeyId) => credentials.get(accessKeyId),
    authorize: () => ({ allowed: true }),
    throttle: () => undefined,
    pages: async (request) =>
      request.path === "/healthz" ? { status: 200, body: "ok\n", quiet: true } : undefined,
    log: { info: note("info"), warn: note("warn"), error: note("error") },
    now: Date.now,
    ...options,
  });
  return { listener, logged, inputs, [Symbol.asyncDispose]: () => listener.close(0) };
};
