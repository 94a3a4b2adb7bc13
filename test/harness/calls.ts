// The operations of both services on a storage, called as the wire calls them once a request has been read.
import { randomInt, randomUUID } from "node:crypto";
import { type ManualClock, manualClock } from "../../src/clock.ts";
import { ApiError } from "../../src/contract/api-error.ts";
import type { Caller, Implementation } from "../../src/contract/call.ts";
import { encode } from "../../src/contract/encode.ts";
import type { InputOf, Operation, OutputOf } from "../../src/contract/operation.ts";
import { createActivationCodes } from "../../src/domain/contacts/activation-codes.ts";
import { createPageTokens } from "../../src/domain/page-token.ts";
import { sortableIds } from "../../src/domain/sortable-id.ts";
import type { GivenForContacts } from "../../src/operations/contacts/given.ts";
import { contactsImplementations } from "../../src/operations/contacts/implementations.ts";
import { incidentsImplementations } from "../../src/operations/incidents/implementations.ts";
import type { Storage } from "../../src/storage/storage.ts";

export interface Calls {
  readonly clock: ManualClock;
  readonly given: GivenForContacts;
  /** What whoever runs Tocsin was told, oldest first. */
  readonly warnings: readonly string[];
  readonly call: <O extends Operation>(
    caller: Caller,
    operation: O,
    input: InputOf<O>,
  ) => Promise<OutputOf<O>>;
  /** The error that the call is answered with; fails when it succeeds, or when its operation does not model the error. */
  readonly refusal: <O extends Operation>(
    caller: Caller,
    operation: O,
    input: InputOf<O>,
  ) => Promise<ApiError>;
}

/** Alice, of an account that nobody used before. */
export function newCaller(): Caller {
  const account = String(randomInt(10 ** 11, 10 ** 12));
  return { account, region: "us-east-1", arn: `arn:aws:iam::${account}:user/alice`, accessKeyId: "AKIATEST" };
}

export function callsOn(storage: Storage, { replicationDelaySeconds = 0 } = {}): Calls {
  const clock = manualClock(Date.parse("2026-11-23T08:00:00.000Z"));
  const warnings: string[] = [];
  const given: GivenForContacts = {
    storage,
    clock,
    pageTokens: createPageTokens(Buffer.alloc(32, 7)),
    newId: sortableIds({ now: () => clock.now() }),
    replicationDelaySeconds,
    activationCodes: createActivationCodes(Buffer.alloc(32, 8)),
    webhookSchemes: ["https", "ntfy"],
    warn: (_, text) => void warnings.push(text),
  };
  // Not by name: both services have a TagResource.
  const implementations = new Map<Operation, Implementation>(
    [...incidentsImplementations(given).values(), ...contactsImplementations(given).values()].map((it) => [
      it.operation,
      it,
    ]),
  );

  const call: Calls["call"] = async (caller, operation, input) => {
    const implementation = implementations.get(operation);
    if (implementation === undefined) throw new Error(`${operation.name} is not built`);
    const output = await implementation.run(input, { caller, requestId: randomUUID() });
    // As a client would see it: what cannot be written on the wire is noticed here.
    JSON.stringify(encode(operation.output, output));
    return output as OutputOf<typeof operation>;
  };

  const refusal: Calls["refusal"] = async (caller, operation, input) => {
    const error = await call(caller, operation, input).then(
      () => new Error(`${operation.name} succeeded`),
      (refused: unknown) => refused,
    );
    const isModelled = error instanceof ApiError && operation.errors.some(({ name }) => name === error.name);
    if (!isModelled) throw error;
    return error;
  };
  return { clock, given, warnings, call, refusal };
}
