// ListIntakeKeys: the keys of the account or of one response plan, oldest first, with those that were revoked.
import { ApiError } from "../../contract/api-error.ts";
import { type Implementation, implement } from "../../contract/call.ts";
import { listIntakeKeys as operation } from "../../contract/tocsin/intake-key.ts";
import type { IntakeKeyRecord } from "../../domain/alerts/intake-key.ts";
import type { Position } from "../../domain/page-token.ts";
import { listIntakeKeys as keysOf } from "../../storage/intake-keys.ts";
import { page } from "../page.ts";
import type { GivenForKeys } from "./given.ts";
import { shownIntakeKey } from "./shown-intake-key.ts";

export const listIntakeKeys = (given: GivenForKeys): Implementation =>
  implement({
    operation,
    resources: () => ["*"],
    run: async ({ responsePlanName: planName, maxResults, nextToken }, { caller: { account } }) => {
      const { rows, ...next } = await page(given, {
        query: { operation: operation.name, account, arguments: { planName } },
        maxResults,
        nextToken,
        rowsAfter: (position, limit) =>
          keysOf(given.storage, { account, planName, after: placeOf(position), limit }),
        positionOf: ({ created, keyId }) => [created, keyId],
        refuse: (message) => new ApiError("ValidationException", message),
      });
      return { intakeKeys: rows.map(summary), ...next };
    },
  });

const placeOf = (position: Position | undefined): [created: number, keyId: string] | undefined =>
  position === undefined ? undefined : [Number(position[0]), String(position[1])];

const summary = (key: IntakeKeyRecord) => ({
  ...shownIntakeKey(key),
  lastUsedTime: key.lastUsed === undefined ? undefined : new Date(key.lastUsed),
  revokedTime: key.revoked === undefined ? undefined : new Date(key.revoked),
});
