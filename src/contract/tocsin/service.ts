// Tocsin's own API, for what AWS has elsewhere or not at all. The command line speaks it.
import { type ServiceContract, byName } from "../operation.ts";
import * as accessKeys from "./access-key.ts";
import * as errors from "./errors.ts";
import { listOutbox } from "./outbox.ts";
import { checkReachability, sendTestPage } from "./reachability.ts";

export const tocsin = {
  signingName: "tocsin",
  protocol: "restJson1",
  errorText: "message",
  operations: byName([
    accessKeys.createAccessKey,
    accessKeys.listAccessKeys,
    accessKeys.revokeAccessKey,
    listOutbox,
    checkReachability,
    sendTestPage,
  ]),
  errors: byName([
    errors.accessDenied,
    errors.internalServer,
    errors.resourceNotFound,
    errors.throttling,
    errors.validation,
  ]),
} satisfies ServiceContract;
