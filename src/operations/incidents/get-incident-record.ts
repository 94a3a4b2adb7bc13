// GetIncidentRecord: the whole record.
import { type Implementation, implement } from "../../contract/call.ts";
import { getIncidentRecord as operation } from "../../contract/incidents/incident.ts";
import { asRecord } from "../../domain/incident/incident.ts";
import type { Given } from "../given.ts";
import { ownIncident } from "./own-incident.ts";

export const getIncidentRecord = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ arn }) => [arn],
    run: ({ arn }, { caller: { account } }) =>
      given.storage.read(async (reader) => ({
        incidentRecord: asRecord(await ownIncident(reader, { account, arn })),
      })),
  });
