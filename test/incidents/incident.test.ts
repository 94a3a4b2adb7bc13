// An incident from its start to its deletion, through the official client.
import {
  BatchGetIncidentFindingsCommand,
  ConflictException,
  CreateReplicationSetCommand,
  CreateResponsePlanCommand,
  CreateTimelineEventCommand,
  DeleteIncidentRecordCommand,
  DeleteTimelineEventCommand,
  GetIncidentRecordCommand,
  GetTimelineEventCommand,
  type IncidentTemplate,
  ListIncidentFindingsCommand,
  ListIncidentRecordsCommand,
  ListRelatedItemsCommand,
  ListTagsForResourceCommand,
  ListTimelineEventsCommand,
  ResourceNotFoundException,
  StartIncidentCommand,
  UpdateIncidentRecordCommand,
  UpdateRelatedItemsCommand,
  UpdateTimelineEventCommand,
  ValidationException,
  paginateListIncidentRecords,
  paginateListTimelineEvents,
} from "@aws-sdk/client-ssm-incidents";
import { expect, it } from "vitest";
import { account, type TestServer, testServer } from "../harness/server.ts";

const root = `arn:aws:iam::${account}:root`;
const alarm = `arn:aws:cloudwatch:us-east-1:${account}:alarm:cpu`;

/** A plan, ready to start. */
const withPlan = async (
  { incidents }: TestServer,
  incidentTemplate: IncidentTemplate = { title: "Web is down", impact: 2 },
) => {
  await incidents.send(new CreateReplicationSetCommand({ regions: { "us-east-1": {} } }));
  const plan = { name: "web", incidentTemplate: { ...incidentTemplate, incidentTags: { team: "web" } } };
  const { arn: responsePlanArn } = await incidents.send(new CreateResponsePlanCommand(plan));
  return async (input: { clientToken?: string; title?: string } = {}) => {
    const { incidentRecordArn } = await incidents.send(
      new StartIncidentCommand({ responsePlanArn, ...input }),
    );
    if (incidentRecordArn === undefined) throw new Error("no ARN");
    return incidentRecordArn;
  };
};

it("starts, is worked on, resolved and deleted", async () => {
  await using tocsin = await testServer();
  const { incidents } = tocsin;
  const arn = await (await withPlan(tocsin))();
  const get = async () => (await incidents.send(new GetIncidentRecordCommand({ arn }))).incidentRecord;
  const record = await get();
  expect(record).toMatchObject({
    arn,
    title: "Web is down",
    impact: 2,
    status: "OPEN",
    automationExecutions: [],
    notificationTargets: [],
    lastModifiedBy: root,
    incidentRecordSource: { createdBy: root, invokedBy: root, source: "aws.ssm-incidents.custom" },
  });
  expect(record?.creationTime).toBeInstanceOf(Date);
  expect(await incidents.send(new ListTagsForResourceCommand({ resourceArn: arn }))).toMatchObject({
    tags: { team: "web" },
  });

  const identifier = { type: "METRIC", value: { metricDefinition: "{}" } } as const;
  const itemToAdd = { identifier, title: "CPU" };
  await incidents.send(
    new UpdateRelatedItemsCommand({ incidentRecordArn: arn, relatedItemsUpdate: { itemToAdd } }),
  );
  const { relatedItems } = await incidents.send(new ListRelatedItemsCommand({ incidentRecordArn: arn }));
  expect(relatedItems).toEqual([
    { ...itemToAdd, generatedId: expect.stringMatching(/^related-item\/METRIC\//) as string },
  ]);

  await tocsin.advance("PT5M");
  await incidents.send(new UpdateIncidentRecordCommand({ arn, status: "RESOLVED", summary: "It was DNS" }));
  const resolved = await get();
  expect(resolved).toMatchObject({ status: "RESOLVED", summary: "It was DNS" });
  expect(resolved?.resolvedTime?.getTime()).toBe((record?.creationTime?.getTime() ?? 0) + 300_000);

  await incidents.send(new DeleteIncidentRecordCommand({ arn }));
  await incidents.send(new DeleteIncidentRecordCommand({ arn }));
  await expect(get()).rejects.toThrow(ResourceNotFoundException);
  await expect(get()).rejects.toMatchObject({ resourceIdentifier: arn, resourceType: "INCIDENT_RECORD" });
});

it("keeps a timeline that clients can read and write", async () => {
  await using tocsin = await testServer();
  const { incidents } = tocsin;
  const start = await withPlan(tocsin);
  const incidentRecordArn = await start();
  const note = {
    incidentRecordArn,
    eventType: "Note",
    eventData: JSON.stringify("Looking into it"),
    eventTime: new Date("2026-01-02T03:04:05.678Z"),
    eventReferences: [{ resource: incidentRecordArn }],
  };
  const { eventId } = await incidents.send(new CreateTimelineEventCommand(note));
  const key = { incidentRecordArn, eventId };
  expect((await incidents.send(new GetTimelineEventCommand(key))).event).toMatchObject({ ...note, eventId });
  await incidents.send(
    new UpdateTimelineEventCommand({ ...key, eventData: '"Found it"', eventReferences: [] }),
  );
  const changed = await incidents.send(new GetTimelineEventCommand(key));
  expect(changed.event).toMatchObject({
    eventData: '"Found it"',
    eventReferences: [],
    eventTime: note.eventTime,
  });

  const types: unknown[] = [];
  const pages = paginateListTimelineEvents({ client: incidents, pageSize: 1 }, { incidentRecordArn });
  for await (const { eventSummaries = [] } of pages) types.push(...eventSummaries.map((it) => it.eventType));
  expect(types).toEqual(["SSM Incident Start", "Note"]);
  const filters = [{ key: "eventTime", condition: { before: new Date("2026-02-01") } }];
  const old = await incidents.send(new ListTimelineEventsCommand({ incidentRecordArn, filters }));
  expect(old.eventSummaries?.map((it) => it.eventId)).toEqual([eventId]);

  await incidents.send(new DeleteTimelineEventCommand(key));
  await expect(incidents.send(new GetTimelineEventCommand(key))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    resourceType: "TIMELINE_EVENT",
  });
  const forged = new CreateTimelineEventCommand({ ...note, eventType: "SSM Incident Start" });
  await expect(incidents.send(forged)).rejects.toThrow(ValidationException);
});

it("starts once for a client token, and folds by a dedupe string", async () => {
  await using tocsin = await testServer();
  const { incidents } = tocsin;
  const start = await withPlan(tocsin, { title: "Disk", impact: 1, dedupeString: "disk" });
  const first = await start({ clientToken: "t" });
  const racing = Array.from({ length: 20 }, () => start({ clientToken: "t" }));
  expect(new Set(await Promise.all(racing))).toEqual(new Set([first]));
  await expect(start({ clientToken: "t", title: "Else" })).rejects.toThrow(ConflictException);
  expect(await start()).toBe(first);
  await incidents.send(new UpdateIncidentRecordCommand({ arn: first, status: "RESOLVED" }));
  expect(await start()).not.toBe(first);
});

it("refuses sources of AWS, and keeps a customer's trigger as it was told", async () => {
  await using tocsin = await testServer();
  const { incidents } = tocsin;
  await withPlan(tocsin);
  const responsePlanArn = `arn:aws:ssm-incidents::${account}:response-plan/web`;
  const timestamp = new Date("2026-01-01T00:00:00.123Z");
  const startFrom = (source: string) => {
    const triggerDetails = { source, timestamp, triggerArn: alarm, rawData: '{"a":"ü\\u0000"}' };
    return incidents.send(new StartIncidentCommand({ responsePlanArn, triggerDetails }));
  };
  await expect(startFrom("aws.cloudwatch")).rejects.toThrow(ValidationException);
  const { incidentRecordArn } = await startFrom("com.example");
  const types = ["SSM Incident Trigger"];
  const filters = [{ key: "eventType", condition: { equals: { stringValues: types } } }];
  const { eventSummaries } = await incidents.send(
    new ListTimelineEventsCommand({ incidentRecordArn, filters }),
  );
  const eventId = eventSummaries?.[0]?.eventId;
  const { event } = await incidents.send(new GetTimelineEventCommand({ incidentRecordArn, eventId }));
  expect(event?.eventTime).toEqual(timestamp);
  expect(JSON.parse(event?.eventData ?? "")).toEqual({
    createdIncident: true,
    incidentSource: "com.example",
    triggerArn: alarm,
    rawData: '{"a":"ü\\u0000"}',
  });
});

it("is listed through filters and pages, and has no findings yet", async () => {
  await using tocsin = await testServer();
  const { incidents } = tocsin;
  const start = await withPlan(tocsin);
  const arns: string[] = [];
  for (let index = 0; index < 5; index++) {
    arns.unshift(await start());
    await tocsin.advance("PT1S");
  }
  const [arn = ""] = arns;
  await incidents.send(new UpdateIncidentRecordCommand({ arn, status: "RESOLVED" }));
  const filters = [
    { key: "status", condition: { equals: { stringValues: ["OPEN"] } } },
    { key: "impact", condition: { equals: { integerValues: [2] } } },
    { key: "createdBy", condition: { equals: { stringValues: [root] } } },
  ];
  const found: unknown[] = [];
  for await (const page of paginateListIncidentRecords({ client: incidents, pageSize: 2 }, { filters }))
    found.push(...(page.incidentRecordSummaries ?? []).map((it) => it.arn));
  expect(found).toEqual(arns.slice(1));
  const wrong = [{ key: "title", condition: { equals: { stringValues: ["x"] } } }];
  await expect(incidents.send(new ListIncidentRecordsCommand({ filters: wrong }))).rejects.toThrow(
    /1 validation error detected: Value 'title' at 'filters.1.member.key'/,
  );

  expect(await incidents.send(new ListIncidentFindingsCommand({ incidentRecordArn: arn }))).toMatchObject({
    findings: [],
  });
  const batch = new BatchGetIncidentFindingsCommand({ incidentRecordArn: arn, findingIds: ["none"] });
  expect(await incidents.send(batch)).toMatchObject({ findings: [], errors: [{ findingId: "none" }] });
});
