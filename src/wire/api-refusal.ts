// How an API says no: name and text where official clients look for them, members as the contract declares them.
import type { ApiError } from "../contract/api-error.ts";
import type { ErrorShape, ServiceContract } from "../contract/operation.ts";
import type { Face } from "./face.ts";
import type { Log } from "./options.ts";
import type { Protocol } from "./protocol.ts";
import { refusalOf } from "./refusal.ts";
import { encodeMembers } from "./values.ts";

type ByName = ReadonlyMap<string, ErrorShape>;

const named = (errors: Iterable<ErrorShape>): ByName => new Map([...errors].map((it) => [it.name, it]));

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** The wire's own errors name members in lower case; ssm-contacts declares them with a capital letter. */
const membersOf = (error: ApiError, shape: ErrorShape["shape"]): Record<string, unknown> => {
  const given = new Map(Object.entries(error.members));
  return Object.fromEntries(
    Object.keys(shape.members).map((name) => [name, given.get(name) ?? given.get(lowerFirst(name))]),
  );
};

/** Seconds, for the header that tells clients when to come back. */
export const retryAfter = (error: ApiError): Record<string, string> => {
  const seconds = error.members["retryAfterSeconds"] ?? error.members["RetryAfterSeconds"];
  return typeof seconds === "number" ? { "Retry-After": String(seconds) } : {};
};

export const apiRefusal = (contract: ServiceContract, protocol: Protocol, log: Log): Face["refuse"] => {
  const ofApi = named(Object.values(contract.errors));
  const ofOperation = new Map(
    Object.values(contract.operations).map((operation) => [operation.name, named(operation.errors)]),
  );
  return (thrown, { requestId, operation }) => {
    const errors = ofOperation.get(operation) ?? ofApi;
    const { status, error } = refusalOf(thrown, {
      requestId,
      operation,
      log,
      modelled: (name) => errors.get(name)?.status,
      elsewhere: (name) => ofApi.get(name)?.status,
    });
    const shape = errors.get(error.name)?.shape;
    const members = shape === undefined ? {} : encodeMembers(shape, membersOf(error, shape));
    return {
      status,
      headers: {
        "Content-Type": protocol.contentType,
        "x-amzn-ErrorType": error.name,
        ...retryAfter(error),
      },
      body: JSON.stringify({ __type: error.name, ...members, [contract.errorText]: error.message }),
    };
  };
};
