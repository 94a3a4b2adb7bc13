// Rotations, overrides and shifts through the official client, over the wire of a whole server.
import {
  CreateContactCommand,
  CreateRotationCommand,
  CreateRotationOverrideCommand,
  DeleteRotationCommand,
  GetContactCommand,
  GetRotationCommand,
  GetRotationOverrideCommand,
  ListRotationShiftsCommand,
  paginateListPreviewRotationShifts,
  paginateListRotationShifts,
  type RotationShift,
} from "@aws-sdk/client-ssm-contacts";
import { CreateReplicationSetCommand } from "@aws-sdk/client-ssm-incidents";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testServer, type TestServer } from "../harness/server.ts";

const Recurrence = {
  NumberOfOnCalls: 1,
  RecurrenceMultiplier: 1,
  WeeklySettings: [
    { DayOfWeek: "WED" as const, HandOffTime: { HourOfDay: 4, MinuteOfHour: 25 } },
    { DayOfWeek: "FRI" as const, HandOffTime: { HourOfDay: 15, MinuteOfHour: 57 } },
  ],
  ShiftCoverages: {
    MON: [{ Start: { HourOfDay: 8, MinuteOfHour: 0 }, End: { HourOfDay: 17, MinuteOfHour: 0 } }],
    FRI: [{ Start: { HourOfDay: 8, MinuteOfHour: 0 }, End: { HourOfDay: 17, MinuteOfHour: 0 } }],
  },
};

describe("rotations over the wire", () => {
  let tocsin: TestServer;
  let people: string[];
  beforeAll(async () => {
    tocsin = await testServer();
    await tocsin.incidents.send(new CreateReplicationSetCommand({ regions: { "us-east-1": {} } }));
    people = await Promise.all(["zoe", "amy"].map((alias) => create(alias, "PERSONAL", {})));
  });
  afterAll(() => tocsin[Symbol.asyncDispose]());

  const create = async (
    Alias: string,
    Type: "PERSONAL" | "ONCALL_SCHEDULE",
    Plan: { RotationIds?: string[] },
  ): Promise<string> =>
    (await tocsin.contacts.send(new CreateContactCommand({ Alias, Type, Plan }))).ContactArn ?? "";
  const rotate = async (more: object = {}): Promise<string> => {
    const rotation = {
      Name: "primary",
      ContactIds: people,
      TimeZoneId: "Europe/Berlin",
      Recurrence,
      ...more,
    };
    return (await tocsin.contacts.send(new CreateRotationCommand(rotation))).RotationArn ?? "";
  };

  it("a rotation is read as it was written, and its start is not invented", async () => {
    const RotationId = await rotate();
    const { $metadata: _, ...rotation } = await tocsin.contacts.send(new GetRotationCommand({ RotationId }));
    expect(rotation).toEqual({
      RotationArn: RotationId,
      Name: "primary",
      ContactIds: people,
      TimeZoneId: "Europe/Berlin",
      Recurrence,
    });
    const StartTime = new Date("2026-12-01T08:30:15Z");
    const started = await tocsin.contacts.send(
      new GetRotationCommand({ RotationId: await rotate({ StartTime }) }),
    );
    expect(started.StartTime).toEqual(StartTime);
  });

  it("a rotation that is deleted is in no schedule any more", async () => {
    const RotationId = await rotate();
    const ContactId = await create("night", "ONCALL_SCHEDULE", { RotationIds: [RotationId] });
    await tocsin.contacts.send(new DeleteRotationCommand({ RotationId }));
    expect((await tocsin.contacts.send(new GetContactCommand({ ContactId }))).Plan).toEqual({
      RotationIds: [],
    });
  });

  it("its shifts are those of the preview, page by page, with the override in them", async () => {
    const RotationStartTime = new Date("2036-11-20T08:00:00Z");
    const RotationId = await rotate({ StartTime: RotationStartTime });
    const span = {
      StartTime: new Date("2036-11-28T12:00:00Z"),
      EndTime: new Date("2036-11-28T14:30:00Z"),
    };
    const NewContactIds = people.slice(1);
    const { RotationOverrideId } = await tocsin.contacts.send(
      new CreateRotationOverrideCommand({ RotationId, NewContactIds, ...span }),
    );
    expect(
      await tocsin.contacts.send(new GetRotationOverrideCommand({ RotationId, RotationOverrideId })),
    ).toMatchObject({ RotationOverrideId, RotationArn: RotationId, NewContactIds, ...span });

    const range = { StartTime: new Date("2036-11-21T00:00:00Z"), EndTime: new Date("2036-12-21T00:00:00Z") };
    const paging = { client: tocsin.contacts, pageSize: 3 };
    const listed: RotationShift[] = [];
    for await (const page of paginateListRotationShifts(paging, { RotationId, ...range }))
      listed.push(...(page.RotationShifts ?? []));
    const drafted: RotationShift[] = [];
    for await (const page of paginateListPreviewRotationShifts(paging, {
      Members: people,
      RotationStartTime,
      TimeZoneId: "Europe/Berlin",
      Recurrence,
      Overrides: [{ NewMembers: NewContactIds, ...span }],
      ...range,
    }))
      drafted.push(...(page.RotationShifts ?? []));
    expect(drafted).toEqual(listed);
    expect(listed.filter(({ Type }) => Type === "OVERRIDDEN")).toMatchObject([
      { ...span, ContactIds: NewContactIds, ShiftDetails: { OverriddenContactIds: people.slice(0, 1) } },
    ]);
    expect(listed.length).toBeGreaterThan(9);
  });

  it("shifts of a rotation that is not there are refused as AWS does", async () => {
    for (const RotationId of [
      "arn:aws:ssm-contacts:us-east-1:111122223333:rotation/primary",
      "arn:aws:ssm-contacts:us-east-1:111122223333:rotation/01234567-89ab-4cde-8f01-23456789abcd",
    ]) {
      const list = new ListRotationShiftsCommand({ RotationId, EndTime: new Date("2036-01-01T00:00:00Z") });
      await expect(tocsin.contacts.send(list)).rejects.toMatchObject({
        name: "ValidationException",
        message: `Invalid value provided - Invalid resource Arn ${RotationId}`,
      });
    }
  });
});
