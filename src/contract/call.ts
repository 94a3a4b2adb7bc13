// Between the wire and the operations: who calls, and how an operation is implemented.
import type { InputOf, Operation, OutputOf, ServiceContract } from "./operation.ts";

/** Who signed the request. */
export interface Caller {
  /** Twelve digits. */
  readonly account: string;
  /** The Region of the credential scope. */
  readonly region: string;
  /** `arn:aws:iam::111122223333:user/alice`, or `…:root`. */
  readonly arn: string;
  readonly accessKeyId: string;
}

export interface Call {
  readonly caller: Caller;
  readonly requestId: string;
  /** The address of the peer. */
  readonly sourceAddress?: string;
}

export interface Implementation<O extends Operation = Operation> {
  readonly operation: O;
  /** The ARNs on which the caller needs the permission; `*` where the action has no resource. */
  readonly resources: (input: InputOf<O>, caller: Caller) => readonly string[];
  /** @throws ApiError with one of the operation's errors */
  readonly run: (input: InputOf<O>, call: Call) => Promise<OutputOf<O>>;
}

/** A contract with what is built of it, by operation name. */
export interface Service {
  readonly contract: ServiceContract;
  readonly implementations: ReadonlyMap<string, Implementation>;
}

/** Checks an implementation against its operation, then forgets the types so that all fit one map. */
export const implement = <O extends Operation>(it: Implementation<O>): Implementation => it;
