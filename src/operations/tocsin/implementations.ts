// Every operation of Tocsin's own API, by its name.
import type { Implementation } from "../../contract/call.ts";
import { createAccessKey } from "./create-access-key.ts";
import type { GivenForKeys } from "./given.ts";
import { listAccessKeys } from "./list-access-keys.ts";
import { listOutbox } from "./list-outbox.ts";
import { revokeAccessKey } from "./revoke-access-key.ts";

export const tocsinImplementations = (given: GivenForKeys): ReadonlyMap<string, Implementation> =>
  new Map(
    [createAccessKey, listAccessKeys, revokeAccessKey, listOutbox]
      .map((build) => build(given))
      .map((it) => [it.operation.name, it]),
  );
