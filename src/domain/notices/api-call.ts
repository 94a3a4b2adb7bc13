// A call that changed something, as CloudTrail records it and EventBridge passes it on. Source: user guide of CloudTrail, record contents 1.08.
import type { Caller } from "../../contract/call.ts";
import { encode } from "../../contract/encode.ts";
import type { Operation, ServiceContract } from "../../contract/operation.ts";
import type { Infer, Shape, StructureShape } from "../../contract/shape.ts";
import { parseArn } from "../arn.ts";
import { type LoggedEvent, noSubject } from "./logged-event.ts";

export const apiCall = "AWS API Call via CloudTrail";

export interface ApiCall {
  readonly contract: Pick<ServiceContract, "signingName">;
  readonly operation: Operation;
  readonly input: unknown;
  readonly output: unknown;
  readonly caller: Caller;
  readonly requestId: string;
  /** The peer's address. */
  readonly sourceAddress?: string | undefined;
}

interface Made {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly time: number;
}

/** EventBridge passes on calls that write; so do we. */
export const isMutating = ({ name }: Pick<Operation, "name">): boolean =>
  !/^(Get|List|Describe|BatchGet)/.test(name);

export function apiCallEvent(call: ApiCall, { id, time }: Made): LoggedEvent {
  const { caller, contract, operation, requestId, sourceAddress } = call;
  const requestParameters = shown(operation.input, call.input);
  const responseElements = shown(operation.output, call.output);
  return {
    id,
    account: caller.account,
    subject: incidentIn(requestParameters) ?? incidentIn(responseElements) ?? noSubject,
    type: apiCall,
    source: `aws.${contract.signingName}`,
    time,
    region: caller.region,
    resources: [],
    detail: {
      ...common({ id, time, region: caller.region, account: caller.account }),
      userIdentity: identityOf(caller),
      eventSource: `${contract.signingName}.amazonaws.com`,
      eventName: operation.name,
      ...(sourceAddress !== undefined && { sourceIPAddress: sourceAddress }),
      requestParameters: bounded(requestParameters),
      responseElements: bounded(responseElements),
      requestID: requestId,
    },
  };
}

const incidentManager = "ssm-incidents.amazonaws.com";

/** The service writes its own timeline events by the same call. Source: records of CloudTrail, as users match them. */
export function serviceCallEvent(
  event: LoggedEvent,
  { id, region }: { readonly id: string; readonly region: string },
): LoggedEvent {
  const { account, subject, time } = event;
  const eventTime = new Date(time).toISOString();
  return {
    id,
    account,
    subject,
    type: apiCall,
    source: "aws.ssm-incidents",
    time,
    region,
    resources: [],
    detail: {
      ...common({ id, time, region, account }),
      userIdentity: { type: "AWSService", invokedBy: incidentManager },
      eventSource: incidentManager,
      eventName: "CreateTimelineEvent",
      sourceIPAddress: incidentManager,
      userAgent: incidentManager,
      requestParameters: {
        incidentRecordArn: subject,
        eventType: event.type,
        eventTime,
        eventData: JSON.stringify(event.detail),
      },
      responseElements: { eventId: event.id, incidentRecordArn: subject },
    },
  };
}

const common = (it: Made & { readonly region: string; readonly account: string }) => ({
  eventVersion: "1.08",
  eventTime: `${new Date(it.time).toISOString().slice(0, 19)}Z`,
  eventID: it.id,
  awsRegion: it.region,
  readOnly: false,
  eventType: "AwsApiCall",
  managementEvent: true,
  recipientAccountId: it.account,
  eventCategory: "Management",
});

function identityOf({ account, arn, accessKeyId }: Caller): Readonly<Record<string, string>> {
  const userName = /:user\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
  const type = arn.endsWith(":root") ? "Root" : arn.includes(":assumed-role/") ? "AssumedRole" : "IAMUser";
  return {
    type,
    principalId: type === "Root" ? account : accessKeyId,
    arn,
    accountId: account,
    accessKeyId,
    ...(userName !== undefined && { userName }),
  };
}

/** In the casing of the wire; null when there is nothing to say. */
function shown(shape: StructureShape, value: unknown): Record<string, unknown> | null {
  const wire = encode(shape, value as Infer<StructureShape>) as Record<string, unknown>;
  return Object.keys(wire).length === 0 ? null : (blanked(shape, wire) as Record<string, unknown>);
}

const hidden = "HIDDEN_DUE_TO_SECURITY_REASONS";

/** What opens doors, though no model calls it sensitive: codes, and where people are reached. */
const secretMembers: ReadonlySet<string> = new Set(["AcceptCode", "ActivationCode", "DeliveryAddress"]);

function blanked(shape: Shape, wire: unknown): unknown {
  if (shape.type === "string") return shape.sensitive === true ? hidden : wire;
  if (shape.type === "list") return (wire as unknown[]).map((it) => blanked(shape.member, it));
  if (shape.type !== "structure" && shape.type !== "union" && shape.type !== "map") return wire;
  const members = Object.entries(wire as object).map(([name, value]: [string, unknown]) => {
    const inner = shape.type === "map" ? shape.value : shape.members[name]?.shape;
    if (shape.type !== "map" && secretMembers.has(name)) return [name, hidden];
    return [name, inner === undefined ? value : blanked(inner, value)];
  });
  return Object.fromEntries(members) as unknown;
}

/** In characters of JSON. Source: CloudTrail leaves out what is too large, and says so. */
const longest = 100_000;

function bounded(value: Record<string, unknown> | null): unknown {
  const originalSize = value === null ? 0 : JSON.stringify(value).length;
  return originalSize > longest ? { omitted: true, originalSize, reason: "too large" } : value;
}

function incidentIn(wire: Record<string, unknown> | null): string | undefined {
  const named = [wire?.["incidentRecordArn"], wire?.["arn"], wire?.["IncidentId"]];
  return named.find((it): it is string => typeof it === "string" && parseArn(it)?.kind === "incident-record");
}
