// DescribeEngagement: who was called, with which words, from when to when.
import { type Implementation, implement } from "../../contract/call.ts";
import { describeEngagement as operation } from "../../contract/contacts/engagement.ts";
import { shownEngagement } from "../../domain/contacts/engagement.ts";
import type { Given } from "../given.ts";
import { ownEngagement } from "./own-engagement.ts";

export const describeEngagement = ({ storage }: Given): Implementation =>
  implement({
    operation,
    resources: ({ EngagementId }) => [EngagementId],
    run: ({ EngagementId: arn }, { caller: { account } }) =>
      storage.read(async (reader) => {
        const { engagement, text } = await ownEngagement(reader, { account, arn });
        return shownEngagement(engagement, text);
      }),
  });
