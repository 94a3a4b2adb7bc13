// ListSecrets: the names of the account's secrets, and since when they are what they are.
import { ApiError } from "../../contract/api-error.ts";
import { type Implementation, implement } from "../../contract/call.ts";
import { listSecrets as operation } from "../../contract/tocsin/secret.ts";
import { listSecrets as secretsOf } from "../../storage/secrets.ts";
import { page } from "../page.ts";
import type { GivenForKeys } from "./given.ts";

export const listSecrets = (given: GivenForKeys): Implementation =>
  implement({
    operation,
    resources: () => ["*"],
    run: async ({ maxResults, nextToken }, { caller: { account } }) => {
      const { rows, ...next } = await page(given, {
        query: { operation: operation.name, account, arguments: {} },
        maxResults,
        nextToken,
        rowsAfter: (position, limit) =>
          secretsOf(given.storage, { account, after: String(position?.[0] ?? ""), limit }),
        positionOf: ({ name }) => [name],
        refuse: (message) => new ApiError("ValidationException", message),
      });
      const secrets = rows.map(({ name, created, updated }) => ({
        name,
        createdTime: new Date(created),
        updatedTime: new Date(updated),
      }));
      return { secrets, ...next };
    },
  });
