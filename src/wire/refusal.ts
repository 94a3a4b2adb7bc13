// From whatever was thrown to what a client may read of it. Internal text ends here, in the log.
import { ApiError } from "../contract/api-error.ts";
import { commonStatus, internal, unavailable } from "./errors.ts";
import type { Log } from "./options.ts";

export interface Refusal {
  readonly status: number;
  readonly error: ApiError;
}

/** The status of an error that may go out under its name; `undefined` where clients do not expect that name. */
export type StatusOf = (name: string) => number | undefined;

export interface Circumstances {
  readonly requestId: string;
  readonly operation: string;
  readonly log: Log;
  /** What this operation models. */
  readonly modelled: StatusOf;
  /** What some operation of the same API models. */
  readonly elsewhere: StatusOf;
}

const isUnavailable = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.name === "StorageUnavailable";

/** Clients cannot read an error that the operation does not model. What the caller did wrong stays his to mend. */
const replaced = (thrown: ApiError, { elsewhere }: Circumstances): ApiError =>
  (elsewhere(thrown.name) ?? 500) < 500
    ? new ApiError("ValidationException", thrown.message, {}, thrown)
    : internal(thrown);

export const refusalOf = (thrown: unknown, circumstances: Circumstances): Refusal => {
  const { requestId, operation, log, modelled } = circumstances;
  if (thrown instanceof ApiError) {
    const status = modelled(thrown.name) ?? commonStatus(thrown.name);
    if (status !== undefined) {
      if (status >= 500 && thrown.cause !== undefined)
        log.error({ requestId, operation, err: thrown.cause }, "a request failed");
      return { status, error: thrown };
    }
    log.error(
      { requestId, operation, err: thrown },
      "an operation refused with an error that it does not model",
    );
    const error = replaced(thrown, circumstances);
    return { status: modelled(error.name) ?? 500, error };
  }
  log.error({ requestId, operation, err: thrown }, "a request failed");
  const error = isUnavailable(thrown) ? unavailable(thrown) : internal(thrown);
  return { status: modelled(error.name) ?? 500, error };
};
