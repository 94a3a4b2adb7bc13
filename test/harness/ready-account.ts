// An account that is ready for incidents, and what tests ask of it again and again.
import type { Caller } from "../../src/contract/call.ts";
import {
  type IncidentRecord,
  getIncidentRecord,
  startIncident,
} from "../../src/contract/incidents/incident.ts";
import { createReplicationSet } from "../../src/contract/incidents/replication-set.ts";
import { type RelatedItem, listRelatedItems } from "../../src/contract/incidents/related-item.ts";
import { createResponsePlan } from "../../src/contract/incidents/response-plan.ts";
import {
  type TimelineEvent,
  getTimelineEvent,
  listTimelineEvents,
} from "../../src/contract/incidents/timeline-event.ts";
import type { InputOf, Operation, OutputOf } from "../../src/contract/operation.ts";
import type { ApiError } from "../../src/contract/api-error.ts";
import { type Calls, newCaller } from "./calls.ts";

type PlanInput = Omit<InputOf<typeof createResponsePlan>, "name">;
type StartInput = Omit<InputOf<typeof startIncident>, "responsePlanArn">;

export interface ReadyAccount {
  readonly caller: Caller;
  readonly call: <O extends Operation>(operation: O, input: InputOf<O>) => Promise<OutputOf<O>>;
  readonly refusal: <O extends Operation>(operation: O, input: InputOf<O>) => Promise<ApiError>;
  /** @returns its ARN */
  readonly plan: (name: string, plan?: Partial<PlanInput>) => Promise<string>;
  /** Starts an incident. @returns its ARN */
  readonly start: (planArn: string, input?: StartInput) => Promise<string>;
  readonly record: (arn: string) => Promise<IncidentRecord>;
  /** Oldest first, with their data read. */
  readonly timeline: (arn: string) => Promise<(Omit<TimelineEvent, "eventData"> & { eventData: unknown })[]>;
  readonly relatedItems: (arn: string) => Promise<RelatedItem[]>;
}

export async function readyAccount({ call, refusal }: Calls, caller = newCaller()): Promise<ReadyAccount> {
  await call(caller, createReplicationSet, { regions: { "us-east-1": {} } });
  const get = async (incidentRecordArn: string, eventId: string) => {
    const { event } = await call(caller, getTimelineEvent, { incidentRecordArn, eventId });
    return { ...event, eventData: JSON.parse(event.eventData) as unknown };
  };
  return {
    caller,
    call: (operation, input) => call(caller, operation, input),
    refusal: (operation, input) => refusal(caller, operation, input),
    plan: async (name, plan = {}) => {
      const incidentTemplate = { title: "Something is broken", impact: 3 };
      const { arn } = await call(caller, createResponsePlan, { name, incidentTemplate, ...plan });
      return arn;
    },
    start: async (responsePlanArn, input = {}) =>
      (await call(caller, startIncident, { responsePlanArn, ...input })).incidentRecordArn,
    record: async (arn) => (await call(caller, getIncidentRecord, { arn })).incidentRecord,
    timeline: async (incidentRecordArn) => {
      const input = { incidentRecordArn, sortOrder: "ASCENDING" as const };
      const { eventSummaries } = await call(caller, listTimelineEvents, input);
      return Promise.all(eventSummaries.map(({ eventId }) => get(incidentRecordArn, eventId)));
    },
    relatedItems: async (incidentRecordArn) =>
      (await call(caller, listRelatedItems, { incidentRecordArn })).relatedItems,
  };
}
