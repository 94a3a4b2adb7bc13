// ListAlerts: the causes of which alerts came, those seen last first.
import { ApiError } from "../../contract/api-error.ts";
import { type Implementation, implement } from "../../contract/call.ts";
import { type AlertSummary, listAlerts as operation } from "../../contract/tocsin/alert.ts";
import type { Cause } from "../../domain/alerts/cause.ts";
import type { Position } from "../../domain/page-token.ts";
import { listCauses } from "../../storage/alerts.ts";
import type { Given } from "../given.ts";
import { page } from "../page.ts";

export const listAlerts = (given: Pick<Given, "storage" | "clock" | "pageTokens">): Implementation =>
  implement({
    operation,
    resources: () => ["*"],
    run: async (input, { caller: { account } }) => {
      const { responsePlanName: planName, status, maxResults, nextToken } = input;
      const { rows, ...next } = await page(given, {
        query: { operation: operation.name, account, arguments: { planName, status } },
        maxResults,
        nextToken,
        rowsAfter: (position, limit) =>
          listCauses(given.storage, { account, planName, status, after: placeOf(position), limit }),
        positionOf: ({ lastSeen, id }) => [lastSeen, id],
        refuse: (message) => new ApiError("ValidationException", message),
      });
      return { alerts: rows.map(shown), ...next };
    },
  });

const placeOf = (position: Position | undefined): [lastSeen: number, id: string] | undefined =>
  position === undefined ? undefined : [Number(position[0]), String(position[1])];

const shown = (it: Cause): AlertSummary => ({
  alertId: it.id,
  responsePlanName: it.planName,
  source: it.source,
  key: it.key,
  title: it.title,
  status: it.status,
  outcome: it.outcome,
  because: it.because,
  received: it.received,
  incidentRecordArn: it.incident,
  suppressedUntil: it.suppressed === undefined ? undefined : new Date(it.suppressed.until),
  firstSeen: new Date(it.firstSeen),
  lastSeen: new Date(it.lastSeen),
});
