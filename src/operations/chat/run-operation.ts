// A call that somebody makes from a chat: checked by the contract, then by what the channel may do, as any client's call.
import { ApiError } from "../../contract/api-error.ts";
import type { Caller, Implementation } from "../../contract/call.ts";
import { type Decoded, decode } from "../../contract/decode.ts";
import type { InputOf, Operation } from "../../contract/operation.ts";
import type { Authorize } from "../../domain/access/authorize.ts";
import { shownValue } from "./show-output.ts";

export interface GivenForChat {
  /** Of ssm-incidents, by the names of the operations. */
  readonly implementations: ReadonlyMap<string, Implementation>;
  readonly authorize: Authorize;
}

/** Who does it, and by which permission. */
export interface ChatPerson {
  readonly caller: Caller;
  /** The name of a ready-made policy. */
  readonly permission: string;
  /** The same for the same request, however often it is delivered: makes every change once. */
  readonly token: string;
}

export type Members = Readonly<Record<string, unknown>>;

interface ChatCall {
  readonly operation: Operation;
  /** As it travels. */
  readonly input: Members;
}

/**
 * @returns the output in the form in which the AWS CLI prints it
 * @throws ApiError, also where the channel may not do it
 */
export async function runOperation(
  { implementations, authorize }: GivenForChat,
  { operation, input }: ChatCall,
  { caller, permission, token }: ChatPerson,
): Promise<Members> {
  const implementation = implementations.get(operation.name);
  if (implementation === undefined)
    throw new ApiError("ValidationException", `${operation.name} is not built.`);
  const decoded = decodeInput(operation, { ...clientToken(operation, token), ...input });
  if ("refused" in decoded) throw new ApiError(decoded.refused.error, decoded.refused.message);
  const resources = implementation.resources(decoded.value, caller);
  requirePermission(authorize, { caller, permission, action: `ssm-incidents:${operation.name}`, resources });
  const output = await implementation.run(decoded.value, { caller, requestId: token });
  return shownValue(operation.output, output) as Members;
}

const decodeInput = (operation: Operation, wire: Members): Decoded<InputOf<Operation>> =>
  (decode as (shape: Operation["input"], wire: unknown) => Decoded<InputOf<Operation>>)(
    operation.input,
    wire,
  );

const clientToken = ({ input }: Operation, token: string): Members =>
  input.members["clientToken"] === undefined ? {} : { clientToken: token };

interface Wanted extends Omit<ChatPerson, "token"> {
  readonly action: string;
  readonly resources: readonly string[];
}

/** @throws AccessDeniedException */
export function requirePermission(
  authorize: Authorize,
  { caller, permission, action, resources }: Wanted,
): void {
  const decision = authorize({ arn: caller.arn, policy: permission }, action, resources);
  if (!decision.allowed) throw new ApiError("AccessDeniedException", decision.message);
}
