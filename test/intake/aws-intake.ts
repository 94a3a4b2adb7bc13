// A server with a response plan, to which AWS sends; and what the official client sees of what comes of it.
import {
  BatchGetIncidentFindingsCommand,
  CreateReplicationSetCommand,
  CreateResponsePlanCommand,
  type Finding,
  GetTimelineEventCommand,
  type IncidentRecord,
  GetIncidentRecordCommand,
  ListIncidentFindingsCommand,
  ListIncidentRecordsCommand,
  ListRelatedItemsCommand,
  ListTimelineEventsCommand,
  type RelatedItem,
  StartIncidentCommand,
} from "@aws-sdk/client-ssm-incidents";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { inject } from "vitest";
import { signRequest } from "../../src/cli/sign.ts";
import type { TestEngine } from "../harness/engines.ts";
import { region, rootKey, type TestServer, testServer } from "../harness/server.ts";

export interface AwsIntake extends AsyncDisposable {
  readonly tocsin: TestServer;
  /** @param path behind `/intake/`, such as `cloudwatch`; the plan and the key are added */
  readonly post: (
    path: string,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<{ readonly status: number; readonly outcomes: string[]; readonly text: string }>;
  /** The newest first. */
  readonly incidents: () => Promise<IncidentRecord[]>;
  readonly start: () => Promise<string>;
  readonly relatedItems: (arn: string) => Promise<RelatedItem[]>;
  /** The data of the events of a type, the oldest first. */
  readonly events: (arn: string, type: string) => Promise<Record<string, unknown>[]>;
  readonly findings: (arn: string) => Promise<Finding[]>;
  /** Of Tocsin's own API. */
  readonly call: (path: string, input: unknown) => Promise<unknown>;
}

export const planName = "checkout";

export async function openIntake(
  engine: TestEngine,
  env: Readonly<Record<string, string>> = {},
): Promise<AwsIntake> {
  const place = await engine.place();
  const tocsin = await testServer({
    TOCSIN_DATA_DIR:
      "dataDir" in place ? place.dataDir : await mkdtemp(join(inject("databases").scratch, "aws-")),
    ...("url" in place && { TOCSIN_DATABASE_URL: place.url }),
    ...env,
  });
  const { incidents } = tocsin;
  await incidents.send(new CreateReplicationSetCommand({ regions: { [region]: {} } }));
  const incidentTemplate = { title: "Checkout", impact: 2 };
  const { arn: responsePlanArn } = await incidents.send(
    new CreateResponsePlanCommand({ name: planName, incidentTemplate }),
  );

  const call: AwsIntake["call"] = async (path, input) => {
    const url = new URL(path, tocsin.url);
    const request = { method: "POST" as const, url, body: JSON.stringify(input), headers: {}, region };
    const headers = signRequest({ ...request, credentials: rootKey, service: "tocsin", date: new Date() });
    const reply = await fetch(url, { method: "POST", headers, body: request.body });
    if (!reply.ok) throw new Error(await reply.text());
    return reply.status === 204 ? undefined : reply.json();
  };
  const made = (await call("/_tocsin/intake/keys/create", { responsePlanName: planName })) as {
    readonly intakeKey: { readonly key: string };
  };

  return {
    tocsin,
    call,
    post: async (path, body, headers = {}) => {
      const reply = await fetch(`${tocsin.url}/intake/${path}/${planName}?key=${made.intakeKey.key}`, {
        method: "POST",
        // As SNS sends; nobody looks at it.
        headers: { "content-type": "text/plain; charset=UTF-8", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
      const text = await reply.text();
      const answer = JSON.parse(text) as { readonly alerts?: readonly { readonly outcome: string }[] };
      return { status: reply.status, text, outcomes: (answer.alerts ?? []).map(({ outcome }) => outcome) };
    },
    incidents: async () => {
      const { incidentRecordSummaries = [] } = await incidents.send(new ListIncidentRecordsCommand({}));
      return Promise.all(
        incidentRecordSummaries.map(async ({ arn }) => {
          const { incidentRecord } = await incidents.send(new GetIncidentRecordCommand({ arn }));
          if (incidentRecord === undefined) throw new Error("the incident is not there");
          return incidentRecord;
        }),
      );
    },
    start: async () => {
      const { incidentRecordArn = "" } = await incidents.send(new StartIncidentCommand({ responsePlanArn }));
      return incidentRecordArn;
    },
    relatedItems: async (incidentRecordArn) =>
      (await incidents.send(new ListRelatedItemsCommand({ incidentRecordArn }))).relatedItems ?? [],
    events: async (incidentRecordArn, type) => {
      const { eventSummaries = [] } = await incidents.send(
        new ListTimelineEventsCommand({ incidentRecordArn, sortOrder: "ASCENDING" }),
      );
      const wanted = eventSummaries.filter(({ eventType }) => eventType === type);
      return Promise.all(
        wanted.map(async ({ eventId }) => {
          const { event } = await incidents.send(new GetTimelineEventCommand({ incidentRecordArn, eventId }));
          return JSON.parse(event?.eventData ?? "") as Record<string, unknown>;
        }),
      );
    },
    findings: async (incidentRecordArn) => {
      const listed = await incidents.send(new ListIncidentFindingsCommand({ incidentRecordArn }));
      const findingIds = (listed.findings ?? []).map(({ id = "" }) => id);
      const { findings = [], errors = [] } = await incidents.send(
        new BatchGetIncidentFindingsCommand({ incidentRecordArn, findingIds }),
      );
      if (errors.length > 0) throw new Error("a listed finding has no details");
      return findings;
    },
    [Symbol.asyncDispose]: () => tocsin[Symbol.asyncDispose](),
  };
}
