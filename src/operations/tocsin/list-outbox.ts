// ListOutbox: what went out to people, the newest first. Its codes acknowledge and activate, so it is for administrators.
import { ApiError } from "../../contract/api-error.ts";
import { type Implementation, implement } from "../../contract/call.ts";
import { listOutbox as operation } from "../../contract/tocsin/outbox.ts";
import { shownInOutbox } from "../../domain/messages/outbox-entry.ts";
import { listOutbox as entriesOf } from "../../storage/outbox.ts";
import type { Given } from "../given.ts";
import { page } from "../page.ts";

export const listOutbox = (given: Pick<Given, "storage" | "clock" | "pageTokens">): Implementation =>
  implement({
    operation,
    resources: () => ["*"],
    run: async ({ to, maxResults, nextToken }, { caller: { account } }) => {
      const { rows, ...next } = await page(given, {
        query: { operation: operation.name, account, arguments: { to } },
        maxResults,
        nextToken,
        rowsAfter: ([after] = [], limit) =>
          entriesOf(given.storage, {
            account,
            to,
            after: after === undefined ? undefined : String(after),
            limit,
          }),
        positionOf: ({ id }) => [id],
        refuse: (message) => new ApiError("ValidationException", message),
      });
      return { messages: rows.map(shownInOutbox), ...next };
    },
  });
