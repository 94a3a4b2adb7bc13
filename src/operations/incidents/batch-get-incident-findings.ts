// BatchGetIncidentFindings: the details of findings, and an error for each id that names none.
import { type Implementation, implement } from "../../contract/call.ts";
import { batchGetIncidentFindings as operation } from "../../contract/incidents/finding.ts";
import { findFindings } from "../../storage/findings.ts";
import type { Given } from "../given.ts";
import { ownIncident } from "./own-incident.ts";

export const batchGetIncidentFindings = (given: Given): Implementation =>
  implement({
    operation,
    resources: ({ incidentRecordArn }) => [incidentRecordArn],
    run: ({ incidentRecordArn, findingIds }, { caller: { account } }) =>
      given.storage.read(async (reader) => {
        const { arn } = await ownIncident(reader, { account, arn: incidentRecordArn });
        const ids = [...new Set(findingIds)];
        const found = new Map((await findFindings(reader, arn, ids)).map((it) => [it.id, it]));
        return {
          findings: ids.flatMap((id) => found.get(id) ?? []),
          errors: ids.filter((id) => !found.has(id)).map(unknownFinding),
        };
      }),
  });

/** The code is ours: AWS's is not known. */
const unknownFinding = (findingId: string) => ({
  findingId,
  code: "ResourceNotFoundException",
  message: `The incident has no finding ${findingId}.`,
});
