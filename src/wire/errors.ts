// The errors that every API has in common: built here, each in one place, in AWS's words.
import { ApiError } from "../contract/api-error.ts";

/**
 * Status by error name, for what no operation models. Names and statuses follow the "Common Error Types" of the API
 * references; 431 and 501 are ours.
 */
const statuses: ReadonlyMap<string, number> = new Map([
  ["ExpiredTokenException", 403],
  ["IncompleteSignatureException", 403],
  ["InvalidSignatureException", 403],
  ["MalformedHttpRequestException", 400],
  ["MissingAuthenticationTokenException", 403],
  ["RequestAbortedException", 400],
  ["RequestEntityTooLargeException", 413],
  ["RequestHeaderSectionTooLargeException", 431],
  ["RequestTimeoutException", 408],
  ["SerializationException", 400],
  ["UnknownOperationException", 404],
  ["UnrecognizedClientException", 403],
  ["UnsupportedOperationException", 501],
]);

/** `undefined` where the name is not one of the common errors. */
export const commonStatus = (name: string): number | undefined => statuses.get(name);

export const missingToken = (): ApiError =>
  new ApiError("MissingAuthenticationTokenException", "Missing Authentication Token");

export const incompleteSignature = (message: string): ApiError =>
  new ApiError("IncompleteSignatureException", message);

export const invalidSignature = (message: string): ApiError =>
  new ApiError("InvalidSignatureException", message);

/** The access key is not known, or the session token is not its own. */
export const unrecognizedClient = (): ApiError =>
  new ApiError("UnrecognizedClientException", "The security token included in the request is invalid.");

export const expiredToken = (): ApiError =>
  new ApiError("ExpiredTokenException", "The security token included in the request is expired");

export const accessDenied = (message: string): ApiError => new ApiError("AccessDeniedException", message);

/** Where a service models its quota, `serviceCode` tells which it is; the quota is Tocsin's own, one per access key. */
export const throttled = (serviceCode: string, retryAfterSeconds: number): ApiError =>
  new ApiError("ThrottlingException", "Rate exceeded", {
    quotaCode: "requests-per-access-key",
    serviceCode,
    retryAfterSeconds,
  });

export const unknownOperation = (): ApiError =>
  new ApiError("UnknownOperationException", "The requested operation is not recognized by the service.");

/**
 * For what the contract declares and nobody has built. The real service answers this name, which its model lacks, for
 * what an account cannot have; 501 is no status that clients repeat.
 */
export const notBuilt = (operation: string): ApiError =>
  new ApiError("UnsupportedOperationException", `Tocsin does not implement ${operation} yet.`);

export const serialization = (message: string): ApiError => new ApiError("SerializationException", message);

export const malformed = (message: string): ApiError =>
  new ApiError("MalformedHttpRequestException", message);

export const bodyTooLarge = (limit: number): ApiError =>
  new ApiError("RequestEntityTooLargeException", `The request body is longer than ${limit} bytes.`);

/** Nobody is there to read it; it is for the log. */
export const requestAborted = (): ApiError =>
  new ApiError("RequestAbortedException", "The client left before its request was complete.");

export const headersTooLarge = (): ApiError =>
  new ApiError("RequestHeaderSectionTooLargeException", "The request headers are too long or too many.");

export const requestTimeout = (): ApiError =>
  new ApiError("RequestTimeoutException", "The request was not received completely in time.");

/** What a client learns of a fault of ours: nothing but where to look. */
export const internal = (cause?: unknown): ApiError =>
  new ApiError(
    "InternalServerException",
    "The request could not be completed because of an internal error. The server's log tells more under this request id.",
    {},
    cause,
  );

/** Clients repeat it; where a change may have been kept all the same, their token keeps it single. */
export const unavailable = (cause: unknown): ApiError =>
  new ApiError(
    "InternalServerException",
    "The storage does not answer at the moment. Please try again.",
    { retryAfterSeconds: 1 },
    cause,
  );
