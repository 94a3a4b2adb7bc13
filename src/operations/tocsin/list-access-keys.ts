// ListAccessKeys: all keys of the account, oldest first, with those that were revoked.
import { ApiError } from "../../contract/api-error.ts";
import { type Implementation, implement } from "../../contract/call.ts";
import { listAccessKeys as operation } from "../../contract/tocsin/access-key.ts";
import type { Position } from "../../domain/page-token.ts";
import { type AccessKeyRecord, listAccessKeys as keysOf } from "../../storage/access-keys.ts";
import { page } from "../page.ts";
import { described } from "./described.ts";
import type { GivenForKeys } from "./given.ts";

export const listAccessKeys = (given: GivenForKeys): Implementation =>
  implement({
    operation,
    resources: () => ["*"],
    run: async ({ maxResults, nextToken }, { caller: { account } }) => {
      const { rows, ...next } = await page(given, {
        query: { operation: operation.name, account, arguments: {} },
        maxResults,
        nextToken,
        rowsAfter: (position, limit) => keysOf(given.storage, { account, after: placeOf(position), limit }),
        positionOf: ({ created, accessKeyId }) => [created, accessKeyId],
        refuse: (message) => new ApiError("ValidationException", message),
      });
      return { accessKeys: rows.map(summary), ...next };
    },
  });

const placeOf = (position: Position | undefined): [created: number, accessKeyId: string] | undefined =>
  position === undefined ? undefined : [Number(position[0]), String(position[1])];

const summary = (key: AccessKeyRecord) => ({
  ...described(key),
  lastUsedTime: key.lastUsed === undefined ? undefined : new Date(key.lastUsed),
  revokedTime: key.revoked === undefined ? undefined : new Date(key.revoked),
});
