// The pages beside the APIs, and the answer to everything that nobody knows.
import type { Surroundings } from "./api.ts";
import { admit, callerOf } from "./api.ts";
import { retryAfter } from "./api-refusal.ts";
import { accessDenied, unknownOperation } from "./errors.ts";
import type { Face } from "./face.ts";
import type { Pages } from "./page.ts";
import { refusalOf } from "./refusal.ts";
import type { WireRequest } from "./request.ts";

/** The errors that a page may throw by name. */
const statuses: ReadonlyMap<string, number> = new Map([
  ["AccessDeniedException", 403],
  ["ConflictException", 409],
  ["InternalServerException", 500],
  ["ResourceNotFoundException", 404],
  ["ThrottlingException", 429],
  ["ValidationException", 400],
]);

const statusOf = (name: string): number | undefined => statuses.get(name);

const joined = (request: WireRequest): ReadonlyMap<string, string> =>
  new Map([...request.headers].map(([name, values]) => [name, values.join(", ")]));

export const plain = (pages: Pages, { authenticate, authorize, throttle, log }: Surroundings): Face => ({
  answer: async (request, trace) => {
    const reply = await pages({
      requestId: request.id,
      method: request.method,
      path: request.path,
      query: new URLSearchParams(request.rawQuery),
      headers: joined(request),
      body: request.body,
      remoteAddress: request.remoteAddress,
      gone: request.gone,
      signer: async (service, action) => {
        const signer = await authenticate(request, service);
        trace.accessKeyId = signer.credential.accessKeyId;
        admit(throttle, signer, service);
        const decision = action && authorize(signer.credential, `${service}:${action}`, ["*"]);
        if (decision && !decision.allowed) throw accessDenied(decision.message);
        return callerOf(signer);
      },
    });
    if (reply === undefined) throw unknownOperation();
    return { ...reply, headers: reply.headers ?? {} };
  },
  refuse: (thrown, { requestId, operation }) => {
    const { status, error } = refusalOf(thrown, {
      requestId,
      operation,
      log,
      modelled: statusOf,
      elsewhere: statusOf,
    });
    return {
      status,
      headers: {
        "Content-Type": "application/json",
        "x-amzn-ErrorType": error.name,
        ...retryAfter(error),
      },
      body: JSON.stringify({ __type: error.name, message: error.message }),
    };
  },
});
