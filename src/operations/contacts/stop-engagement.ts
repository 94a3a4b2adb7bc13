// StopEngagement: nobody is paged by it any more. One that has ended stays as it ended.
import { type Implementation, implement } from "../../contract/call.ts";
import { stopEngagement as operation } from "../../contract/contacts/engagement.ts";
import { stop } from "../../domain/engagement/stop.ts";
import type { Given } from "../given.ts";
import { pagingPorts } from "../paging/ports.ts";
import { requireOnboarded } from "./onboarded.ts";
import { missingOne, requireOwn } from "./own.ts";

export const stopEngagement = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ EngagementId }) => [EngagementId],
    run: async ({ EngagementId: arn, Reason }, { caller: { account } }) => {
      const asked = { account, arn };
      const reason = Reason || undefined;
      await given.storage.write(async (tx) => {
        await requireOnboarded(tx, account);
        requireOwn("engagement", asked);
        const now = given.clock.now();
        const found = await stop(pagingPorts(given), tx, { engagement: arn, why: "stopped", reason, now });
        if (!found) throw missingOne("engagement", asked);
      });
      return {};
    },
  });
