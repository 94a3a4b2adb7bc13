// Findings: deployments and stack updates near the start of an incident, which may have caused it.
import { operation } from "../operation.ts";
import { type Infer, integer, list, required, string, structure, timestamp, union } from "../shape.ts";
import { always, resourceNotFound } from "./errors.ts";
import { arn, nextToken } from "./vocabulary.ts";

const findingId = string({ max: 128 });

const findingDetails = union("FindingDetails", {
  cloudFormationStackUpdate: structure("CloudFormationStackUpdate", {
    stackArn: required(arn),
    startTime: required(timestamp()),
    endTime: timestamp(),
  }),
  codeDeployDeployment: structure("CodeDeployDeployment", {
    deploymentGroupArn: required(arn),
    deploymentId: required(string({ max: 128 })),
    startTime: required(timestamp()),
    endTime: timestamp(),
  }),
});

const finding = structure("Finding", {
  id: required(findingId),
  creationTime: required(timestamp()),
  lastModifiedTime: required(timestamp()),
  details: findingDetails,
});
export type Finding = Infer<typeof finding>;

const findingSummary = structure("FindingSummary", {
  id: required(findingId),
  lastModifiedTime: required(timestamp()),
});
export type FindingSummary = Infer<typeof findingSummary>;

export const listIncidentFindings = operation({
  name: "ListIncidentFindings",
  http: { method: "POST", path: "/listIncidentFindings", status: 200 },
  input: structure("ListIncidentFindingsInput", {
    incidentRecordArn: required(arn),
    maxResults: integer({ min: 1, max: 20 }),
    nextToken,
  }),
  output: structure("ListIncidentFindingsOutput", {
    findings: required(list(findingSummary, { max: 100 })),
    nextToken,
  }),
  errors: [...always, resourceNotFound],
  paginated: { token: "nextToken", limit: "maxResults", items: "findings" },
});

const batchGetIncidentFindingsError = structure("BatchGetIncidentFindingsError", {
  findingId: required(findingId),
  code: required(string()),
  message: required(string()),
});

export const batchGetIncidentFindings = operation({
  name: "BatchGetIncidentFindings",
  http: { method: "POST", path: "/batchGetIncidentFindings", status: 200 },
  input: structure("BatchGetIncidentFindingsInput", {
    incidentRecordArn: required(arn),
    findingIds: required(list(findingId, { max: 20 })),
  }),
  output: structure("BatchGetIncidentFindingsOutput", {
    findings: required(list(finding)),
    errors: required(list(batchGetIncidentFindingsError)),
  }),
  errors: [...always, resourceNotFound],
});
