// Every operation of Tocsin's own API, by its name.
import type { Implementation } from "../../contract/call.ts";
import { checkReachability } from "./check-reachability.ts";
import { createAccessKey } from "./create-access-key.ts";
import type { GivenForTocsin } from "./given.ts";
import { listAccessKeys } from "./list-access-keys.ts";
import { listOutbox } from "./list-outbox.ts";
import { revokeAccessKey } from "./revoke-access-key.ts";
import { sendTestPage } from "./send-test-page.ts";

export const tocsinImplementations = (given: GivenForTocsin): ReadonlyMap<string, Implementation> =>
  new Map(
    [createAccessKey, listAccessKeys, revokeAccessKey, listOutbox, checkReachability, sendTestPage]
      .map((build) => build(given))
      .map((it) => [it.operation.name, it]),
  );
