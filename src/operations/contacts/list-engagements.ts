// ListEngagements: the account's engagements of this Region, of an incident or a time, those that started last first.
import { type Implementation, implement } from "../../contract/call.ts";
import { listEngagements as operation } from "../../contract/contacts/engagement.ts";
import { listedEngagement } from "../../domain/contacts/engagement.ts";
import { listEngagements as engagementsAfter } from "../../storage/engagements.ts";
import type { Given } from "../given.ts";
import { timePlace } from "./time-place.ts";
import { listing } from "./listing.ts";
import { requireOnboardedReader } from "./onboarded.ts";

export const listEngagements = (given: Given): Implementation =>
  implement({
    operation,
    resources: () => ["*"],
    run: (input, { caller }) =>
      given.storage.read(async (reader) => {
        const { account, region } = caller;
        await requireOnboardedReader(reader, account);
        const { IncidentId, TimeRangeValue } = input;
        const which = {
          account,
          region,
          incident: IncidentId || undefined,
          startedFrom: TimeRangeValue?.StartTime?.getTime(),
          startedTo: TimeRangeValue?.EndTime?.getTime(),
        };
        const { rows, next } = await listing(given, {
          operation: operation.name,
          caller,
          input,
          rowsAfter: (after, limit) => engagementsAfter(reader, { ...which, after: timePlace(after), limit }),
          positionOf: (it) => [it.started, it.arn],
        });
        return { Engagements: rows.map(listedEngagement), ...next };
      }),
  });
