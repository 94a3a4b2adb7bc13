// What an API is: its operations, each with input, output, errors and the way it is bound to HTTP.
import type { Infer, StructureShape } from "./shape.ts";

export type Protocol = "restJson1" | "awsJson1_1";

export interface ErrorShape<Name extends string = string> {
  readonly name: Name;
  readonly status: 400 | 402 | 403 | 404 | 409 | 429 | 500;
  readonly shape: StructureShape;
}

export interface Operation<
  Name extends string = string,
  Input extends StructureShape = StructureShape,
  Output extends StructureShape = StructureShape,
> {
  readonly name: Name;
  readonly input: Input;
  readonly output: Output;
  /** Every error that the operation may answer with. */
  readonly errors: readonly ErrorShape[];
  /** awsJson1_1 operations are all `POST /`, status 200. */
  readonly http: {
    readonly method: "GET" | "POST" | "DELETE";
    readonly path: string;
    readonly status: 200 | 201 | 204;
  };
  readonly idempotent?: boolean;
  /** For a list operation: the members that carry the page. `limit` is absent where the caller cannot choose. */
  readonly paginated?: { readonly token: string; readonly limit?: string; readonly items: string };
}

export type InputOf<O extends Operation> = Infer<O["input"]>;
export type OutputOf<O extends Operation> = Infer<O["output"]>;

export interface ServiceContract {
  /** The name in credential scopes, ARNs and IAM actions, such as `ssm-incidents`. */
  readonly signingName: string;
  readonly protocol: Protocol;
  /** `SSMContacts` in `X-Amz-Target: SSMContacts.GetContact`; restJson1 has none. */
  readonly targetPrefix?: string;
  /** Which member of an error carries its text: `message` or `Message`. */
  readonly errorText: "message" | "Message";
  readonly operations: Readonly<Record<string, Operation>>;
  readonly errors: Readonly<Record<string, ErrorShape>>;
}

export const operation = <
  const Name extends string,
  Input extends StructureShape,
  Output extends StructureShape,
>(
  declared: Operation<Name, Input, Output>,
): Operation<Name, Input, Output> => declared;

/** Keys what has a name by its name. */
export const byName = <const Named extends readonly { readonly name: string }[]>(
  named: Named,
): { readonly [It in Named[number] as It["name"]]: It } =>
  Object.fromEntries(named.map((it) => [it.name, it])) as {
    readonly [It in Named[number] as It["name"]]: It;
  };
