// UpdateIncidentRecord: changes what is given; resolves and reopens. Every real change is told in the timeline.
import { type Implementation, implement } from "../../contract/call.ts";
import { updateIncidentRecord as operation } from "../../contract/incidents/incident.ts";
import type { Given } from "../given.ts";
import { idempotently } from "../idempotent.ts";
import { stopPagingFor } from "../paging/stop-for-incident.ts";
import { changeRecord } from "./change-record.ts";
import { tokenReused } from "./errors.ts";
import { requireOnboarded } from "./onboarded.ts";
import { lockOwnIncident } from "./own-incident.ts";

export const updateIncidentRecord = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ arn }) => [arn],
    run: (input, { caller: { account, arn: by } }) =>
      idempotently(given, {
        account,
        operation: operation.name,
        input,
        mismatch: tokenReused,
        run: async (tx) => {
          const now = given.clock.now();
          await requireOnboarded(tx, account);
          if (input.status === "RESOLVED") await stopPagingFor(given, tx, { account, arn: input.arn });
          const before = await lockOwnIncident(tx, { account, arn: input.arn }, "update");
          await changeRecord(given, tx, { before, update: input, by, now });
          return {};
        },
      }),
  });
