// ListPagesByEngagement: everybody whom it has paged so far, the newest page first.
import { type Implementation, implement } from "../../contract/call.ts";
import { listPagesByEngagement as operation } from "../../contract/contacts/page.ts";
import { listedPage } from "../../domain/contacts/page.ts";
import { listPages } from "../../storage/pages.ts";
import type { Given } from "../given.ts";
import { timePlace } from "./time-place.ts";
import { listing } from "./listing.ts";
import { ownEngagement } from "./own-engagement.ts";

export const listPagesByEngagement = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ EngagementId }) => [EngagementId],
    run: (input, { caller }) =>
      given.storage.read(async (reader) => {
        const { EngagementId: arn } = input;
        await ownEngagement(reader, { account: caller.account, arn });
        const { rows, next } = await listing(given, {
          operation: operation.name,
          caller,
          input,
          rowsAfter: (after, limit) =>
            listPages(reader, { of: { engagement: arn }, after: timePlace(after), limit }),
          positionOf: (it) => [it.created, it.arn],
        });
        return { Pages: rows.map(listedPage), ...next };
      }),
  });
