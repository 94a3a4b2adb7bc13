// Payloads as their sources read them: JSON within limits, and of it what a shape asks for.
import { ApiError } from "../contract/api-error.ts";
import { decode } from "../contract/decode.ts";
import type { Infer, StructureShape } from "../contract/shape.ts";
import { parseJsonObject } from "../wire/json.ts";
import type { PageRequest } from "../wire/page.ts";

const nesting = 64;

/** @throws SerializationException where the body is no JSON object */
export const jsonOf = ({ body }: Pick<PageRequest, "body">): Record<string, unknown> =>
  parseJsonObject(Buffer.from(body.buffer, body.byteOffset, body.byteLength), nesting);

/**
 * What the shape declares; everything else in the payload is tolerated, and left out.
 * @throws ValidationException naming every broken field, SerializationException where a value has the wrong JSON type
 */
export function read<S extends StructureShape>(shape: S, payload: unknown): Infer<S> {
  const decoded = decode(shape, payload);
  if ("refused" in decoded) throw new ApiError(decoded.refused.error, decoded.refused.message);
  return decoded.value;
}
