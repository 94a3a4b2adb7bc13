// One API of the contract. `answer` is the list of all that happens to a call, in its order.
import type { Caller, Implementation, Service } from "../contract/call.ts";
import type { Operation } from "../contract/operation.ts";
import { apiRefusal } from "./api-refusal.ts";
import type { Authenticate, Signer } from "./authenticate.ts";
import { awsJson } from "./aws-json.ts";
import { accessDenied, notBuilt, throttled, unknownOperation } from "./errors.ts";
import type { Face } from "./face.ts";
import type { Limits, WireOptions } from "./options.ts";
import type { Protocol, Routed } from "./protocol.ts";
import type { Reply } from "./reply.ts";
import type { Head } from "./request.ts";
import { restJson } from "./rest-json.ts";
import { decodeInput, encodeMembers } from "./values.ts";

export interface Api extends Face {
  /** The name in credential scopes. */
  readonly name: string;
  /** Whether a request shows by its path or target that it is meant for this API. */
  readonly claims: (head: Head) => boolean;
}

export type Surroundings = Pick<WireOptions, "authorize" | "throttle" | "log"> & {
  readonly authenticate: Authenticate;
  readonly limits: Limits;
};

export const callerOf = ({ credential, region }: Signer): Caller => ({
  account: credential.account,
  region,
  arn: credential.arn,
  accessKeyId: credential.accessKeyId,
});

/** @throws ThrottlingException */
export const admit = (
  throttle: WireOptions["throttle"],
  { credential }: Signer,
  serviceCode: string,
): void => {
  const seconds = throttle(credential.accessKeyId);
  if (seconds !== undefined) throw throttled(serviceCode, Math.max(1, Math.ceil(seconds)));
};

const routeOf = (protocol: Protocol, head: Head): Routed => {
  const routed = protocol.route(head);
  if (routed === undefined) throw unknownOperation();
  return routed;
};

const implementationOf = (service: Service, operation: Operation): Implementation => {
  const found = service.implementations.get(operation.name);
  if (found === undefined) throw notBuilt(operation.name);
  return found;
};

const success = (protocol: Protocol, operation: Operation, output: unknown): Reply => {
  const status = protocol.successStatus(operation);
  if (status === 204) return { status, headers: {} };
  return {
    status,
    headers: { "Content-Type": protocol.contentType },
    body: JSON.stringify(encodeMembers(operation.output, output)),
  };
};

export const api = (service: Service, surroundings: Surroundings): Api => {
  const { contract } = service;
  const { authenticate, authorize, throttle, log, limits } = surroundings;
  const protocol = contract.protocol === "restJson1" ? restJson(contract) : awsJson(contract);

  /** @throws AccessDeniedException */
  const permit = (signer: Signer, operation: Operation, resources: readonly string[]): void => {
    const decision = authorize(signer.credential, `${contract.signingName}:${operation.name}`, resources);
    if (!decision.allowed) throw accessDenied(decision.message);
  };

  return {
    name: contract.signingName,
    claims: protocol.claims,
    refuse: apiRefusal(contract, protocol, log),
    answer: async (request, trace) => {
      trace.service = contract.signingName;
      const signer = await authenticate(request, contract.signingName);
      trace.accessKeyId = signer.credential.accessKeyId;
      admit(throttle, signer, contract.signingName);
      const routed = routeOf(protocol, request);
      trace.operation = routed.operation.name;
      const implementation = implementationOf(service, routed.operation);
      const input = decodeInput(routed.operation, protocol.input(routed, request, limits.nesting));
      const caller = callerOf(signer);
      permit(signer, routed.operation, implementation.resources(input, caller));
      const output = await implementation.run(input, {
        caller,
        requestId: request.id,
        sourceAddress: request.remoteAddress,
      });
      return success(protocol, routed.operation, output);
    },
  };
};
