// ListHeartbeats: all of the account, by name, with when each was heard from.
import { ApiError } from "../../contract/api-error.ts";
import { type Implementation, implement } from "../../contract/call.ts";
import { listHeartbeats as operation } from "../../contract/tocsin/heartbeat.ts";
import { listHeartbeats as heartbeatsOf } from "../../storage/heartbeats.ts";
import type { Given } from "../given.ts";
import { page } from "../page.ts";
import { shownHeartbeat } from "./shown-heartbeat.ts";

export const listHeartbeats = (given: Pick<Given, "storage" | "clock" | "pageTokens">): Implementation =>
  implement({
    operation,
    resources: () => ["*"],
    run: async ({ maxResults, nextToken }, { caller: { account } }) => {
      const now = given.clock.now();
      const { rows, ...next } = await page(given, {
        query: { operation: operation.name, account, arguments: {} },
        maxResults,
        nextToken,
        rowsAfter: ([after = ""] = [], limit) =>
          heartbeatsOf(given.storage, account, { after: String(after), limit }),
        positionOf: ({ name }) => [name],
        refuse: (message) => new ApiError("ValidationException", message),
      });
      return { heartbeats: rows.map((it) => shownHeartbeat(it, now)), ...next };
    },
  });
