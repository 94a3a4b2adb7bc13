// ListIncidentFindings: the ids of what may have caused an incident.
import { type Implementation, implement } from "../../contract/call.ts";
import { listIncidentFindings as operation } from "../../contract/incidents/finding.ts";
import { listFindings } from "../../storage/findings.ts";
import type { Given } from "../given.ts";
import { page } from "../page.ts";
import { validation } from "./errors.ts";
import { ownIncident } from "./own-incident.ts";

/** The most that a caller can ask for. */
const pageSize = 20;

export const listIncidentFindings = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ incidentRecordArn }) => [incidentRecordArn],
    run: async ({ incidentRecordArn, maxResults, nextToken }, { caller: { account } }) => {
      const { rows, ...next } = await page(given, {
        query: { operation: operation.name, account, arguments: { incidentRecordArn } },
        maxResults: maxResults ?? pageSize,
        nextToken,
        rowsAfter: (position, limit) =>
          given.storage.read(async (reader) => {
            const { arn: incidentArn } = await ownIncident(reader, { account, arn: incidentRecordArn });
            return listFindings(reader, { incidentArn, after: position?.map(String)[0], limit });
          }),
        positionOf: (it) => [it.id],
        refuse: validation,
      });
      return { findings: rows.map(({ id, lastModifiedTime }) => ({ id, lastModifiedTime })), ...next };
    },
  });
