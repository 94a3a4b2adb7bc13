// ListPageResolutions: how the engagement came to the person: escalation plan, on-call schedule, person. Three at most.
import { type Implementation, implement } from "../../contract/call.ts";
import { listPageResolutions as operation } from "../../contract/contacts/page.ts";
import { shownResolution } from "../../domain/contacts/page.ts";
import type { Given } from "../given.ts";
import { invalidToken } from "./errors.ts";
import { ownPage } from "./own-page.ts";

export const listPageResolutions = ({ storage }: Given): Implementation =>
  implement({
    operation,
    resources: ({ PageId }) => [PageId],
    run: ({ PageId: arn, NextToken }, { caller: { account } }) =>
      storage.read(async (reader) => {
        const { resolutions } = await ownPage(reader, { account, arn });
        // All of them fit on the first page, so nobody was ever given a token.
        if (NextToken) throw invalidToken("Invalid nextToken: the token is not one that this query gave.");
        return { PageResolutions: resolutions.map(shownResolution) };
      }),
  });
