// ListIncidentRecords: the account's incidents, newest first, through filters.
import { type Implementation, implement } from "../../contract/call.ts";
import { listIncidentRecords as operation } from "../../contract/incidents/incident.ts";
import { asSummary } from "../../domain/incident/incident.ts";
import { selectIncidents } from "../../domain/incident/selection.ts";
import type { Position } from "../../domain/page-token.ts";
import { listIncidents } from "../../storage/incidents.ts";
import type { Given } from "../given.ts";
import { page } from "../page.ts";
import { refuse } from "./beyond-shapes.ts";
import { validation } from "./errors.ts";
import { isOnboarded } from "./onboarded.ts";

export const listIncidentRecords = (given: Given): Implementation =>
  implement({
    operation,
    resources: () => ["*"],
    run: async ({ filters, maxResults, nextToken }, { caller: { account } }) => {
      const { created, strands, faults } = selectIncidents(filters);
      refuse(faults);
      const { rows, ...next } = await page(given, {
        query: { operation: operation.name, account, arguments: { filters } },
        maxResults,
        nextToken,
        rowsAfter: async (position, limit) =>
          (await isOnboarded(given.storage, account))
            ? listIncidents(given.storage, { account, strands, created, after: placeOf(position), limit })
            : [],
        positionOf: (it) => [it.creationTime, it.arn],
        refuse: validation,
      });
      return { incidentRecordSummaries: rows.map(asSummary), ...next };
    },
  });

const placeOf = (position: Position | undefined): [creationTime: number, arn: string] | undefined =>
  position === undefined ? undefined : [Number(position[0]), String(position[1])];
