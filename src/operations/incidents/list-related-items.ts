// ListRelatedItems: in the order in which they were added. An unknown incident has none.
import { type Implementation, implement } from "../../contract/call.ts";
import { listRelatedItems as operation } from "../../contract/incidents/related-item.ts";
import { listItems } from "../../storage/related-items.ts";
import type { Given } from "../given.ts";
import { page } from "../page.ts";
import { validation } from "./errors.ts";
import { isOwnIncident } from "./own-incident.ts";

export const listRelatedItems = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ incidentRecordArn }) => [incidentRecordArn],
    run: async ({ incidentRecordArn: incidentArn, maxResults, nextToken }, { caller: { account } }) => {
      const { rows, ...next } = await page(given, {
        query: { operation: operation.name, account, arguments: { incidentArn } },
        maxResults,
        nextToken,
        rowsAfter: async (position, limit) => {
          const there = await isOwnIncident(given.storage, { account, arn: incidentArn });
          const after = position === undefined ? undefined : Number(position[0]);
          return there ? listItems(given.storage, { incidentArn, after, limit }) : [];
        },
        positionOf: (it) => [it.position],
        refuse: validation,
      });
      return { relatedItems: rows.map(({ item }) => item), ...next };
    },
  });
