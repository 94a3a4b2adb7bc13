// Input and output of operations whose types only their implementations know: checked by the contract, not by the compiler.
import { ApiError } from "../contract/api-error.ts";
import { type Refusal, decode } from "../contract/decode.ts";
import { encode } from "../contract/encode.ts";
import type { InputOf, Operation } from "../contract/operation.ts";
import type { Shape } from "../contract/shape.ts";

type Decode = (shape: Shape, wire: unknown) => { readonly value: unknown } | { readonly refused: Refusal };

/** ssm-contacts also lists the fields, for programs; ssm-incidents has the message only. */
const refusedInput = ({ error, message, violations }: Refusal): ApiError =>
  new ApiError(error, message, {
    reason: "FIELD_VALIDATION_FAILED",
    fields: violations.map(({ path, constraint }) => ({ Name: path, Message: constraint })),
  });

/** @throws ValidationException naming every broken constraint, SerializationException where a type is wrong */
export const decodeInput = (operation: Operation, wire: Record<string, unknown>): InputOf<Operation> => {
  const decoded = (decode as Decode)(operation.input, wire);
  if ("refused" in decoded) throw refusedInput(decoded.refused);
  return decoded.value as InputOf<Operation>;
};

/** The members of a structure, ready for JSON.stringify. */
export const encodeMembers = encode as (shape: Shape, value: unknown) => Readonly<Record<string, unknown>>;
