// ListTimelineEvents: what happened in an incident, latest first unless asked otherwise. An unknown incident has no events.
import { type Implementation, implement } from "../../contract/call.ts";
import { listTimelineEvents as operation } from "../../contract/incidents/timeline-event.ts";
import type { Position } from "../../domain/page-token.ts";
import { selectEvents } from "../../domain/timeline-selection.ts";
import { type EventSummary, summaryShown } from "../../domain/timeline.ts";
import type { Reader } from "../../storage/storage.ts";
import { type EventList, listEvents } from "../../storage/timeline-events.ts";
import type { Given } from "../given.ts";
import { page } from "../page.ts";
import { refuse } from "./beyond-shapes.ts";
import { validation } from "./errors.ts";
import { isOwnIncident } from "./own-incident.ts";

export const listTimelineEvents = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ incidentRecordArn }) => [incidentRecordArn],
    run: async ({ maxResults, nextToken, ...input }, { caller: { account } }) => {
      const { incidentRecordArn: incidentArn, filters, sortOrder = "DESCENDING" } = input;
      const selection = selectEvents(filters);
      refuse(selection.faults);
      const { rows, ...next } = await page(given, {
        query: { operation: operation.name, account, arguments: { incidentArn, filters, sortOrder } },
        maxResults,
        nextToken,
        rowsAfter: async (position, limit) => {
          const there = await isOwnIncident(given.storage, { account, arn: incidentArn });
          const list = {
            incidentArn,
            order: sortOrder,
            time: selection.time,
            after: placeOf(position),
            limit,
          };
          if (!there) return [];
          return selection.shows === undefined
            ? listEvents(given.storage, list)
            : walk(given.storage, list, selection.shows);
        },
        positionOf: (it) => [it.time, it.id],
        refuse: validation,
      });
      return { eventSummaries: rows.map(summaryShown), ...next };
    },
  });

const placeOf = (position: Position | undefined): [time: number, id: string] | undefined =>
  position === undefined ? undefined : [Number(position[0]), String(position[1])];

/** So many events are looked at in one go; timelines are rarely longer than that. */
const stride = 500;

/** Goes along the timeline until the page is full. */
async function walk(
  reader: Reader,
  list: EventList,
  shows: (event: EventSummary) => boolean,
): Promise<EventSummary[]> {
  const found: EventSummary[] = [];
  for (let { after } = list; ;) {
    const events = await listEvents(reader, { ...list, after, limit: stride });
    found.push(...events.filter(shows));
    const last = events.at(-1);
    if (last === undefined || events.length < stride || found.length >= list.limit)
      return found.slice(0, list.limit);
    after = [last.time, last.id];
  }
}
