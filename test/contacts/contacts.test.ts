// Contacts, channels, policies and tags through the official client, over the wire of a whole server.
import {
  ActivateContactChannelCommand,
  ConflictException,
  CreateContactChannelCommand,
  CreateContactCommand,
  CreateRotationCommand,
  DeleteContactCommand,
  GetContactChannelCommand,
  GetContactCommand,
  ListTagsForResourceCommand,
  ResourceNotFoundException,
  SendActivationCodeCommand,
  ServiceQuotaExceededException,
  UpdateContactCommand,
  ValidationException,
  paginateListContactChannels,
  paginateListContacts,
} from "@aws-sdk/client-ssm-contacts";
import { CreateReplicationSetCommand } from "@aws-sdk/client-ssm-incidents";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testServer, type TestServer } from "../harness/server.ts";

describe("contacts over the wire", () => {
  let tocsin: TestServer;
  beforeAll(async () => {
    tocsin = await testServer();
  });
  afterAll(() => tocsin[Symbol.asyncDispose]());

  const create = (Alias: string, Type: "PERSONAL" | "ESCALATION" | "ONCALL_SCHEDULE" = "PERSONAL") =>
    tocsin.contacts.send(new CreateContactCommand({ Alias, Type, Plan: { Stages: [] } }));
  const arnOf = (alias: string) => `arn:aws:ssm-contacts:us-east-1:111122223333:contact/${alias}`;
  const refused = (sent: Promise<unknown>): Promise<unknown> =>
    sent.then(
      () => expect.fail("it succeeded"),
      (error: unknown) => error,
    );

  it("nobody is known before there is a replication set, and then they are", async () => {
    const error = await refused(create("bob"));
    expect(error).toBeInstanceOf(ValidationException);
    expect(error).toMatchObject({
      message: "Invalid value provided - Account not found for the request",
      Reason: "OTHER",
      $metadata: { httpStatusCode: 400 },
    });
    await tocsin.incidents.send(new CreateReplicationSetCommand({ regions: { "us-east-1": {} } }));
    expect(await create("bob")).toMatchObject({ ContactArn: arnOf("bob") });
  });

  it("errors carry the members of their kind", async () => {
    await create("taken");
    const conflict = await refused(create("taken"));
    expect(conflict).toBeInstanceOf(ConflictException);
    expect(conflict).toMatchObject({ ResourceId: arnOf("taken"), ResourceType: "CONTACT" });

    const gone = await refused(tocsin.contacts.send(new GetContactCommand({ ContactId: arnOf("gone") })));
    expect(gone).toBeInstanceOf(ResourceNotFoundException);
    expect(gone).toMatchObject({ ResourceId: arnOf("gone"), ResourceType: "CONTACT" });

    const Plan = { Stages: [{ DurationInMinutes: 0, Targets: [] }] };
    const invalid = await refused(
      tocsin.contacts.send(new UpdateContactCommand({ ContactId: arnOf("taken"), Plan })),
    );
    expect(invalid).toMatchObject({
      message: "Invalid value provided - Stage 1: a duration of 0 needs a target",
      Reason: "FIELD_VALIDATION_FAILED",
      Fields: [
        {
          Name: "plan.stages.1.member.durationInMinutes",
          Message: "Stage 1: a duration of 0 needs a target",
        },
      ],
    });
  });

  it("somebody in a rotation cannot be deleted, and the client is told which", async () => {
    const { ContactArn: ContactId = "" } = await create("amy");
    const { RotationArn = "" } = await tocsin.contacts.send(
      new CreateRotationCommand({
        Name: "primary",
        ContactIds: [ContactId],
        TimeZoneId: "Europe/Berlin",
        Recurrence: {
          NumberOfOnCalls: 1,
          RecurrenceMultiplier: 1,
          DailySettings: [{ HourOfDay: 9, MinuteOfHour: 0 }],
        },
      }),
    );
    expect(await refused(tocsin.contacts.send(new DeleteContactCommand({ ContactId })))).toMatchObject({
      name: "ConflictException",
      DependentEntities: [{ RelationType: "ROTATION", DependentResourceIds: [RotationArn] }],
    });
  });

  it("lists come in pages that the client's paginators follow", async () => {
    for (const alias of ["p-1", "p-2", "p-3"]) await create(alias);
    const aliases: (string | undefined)[] = [];
    const paging = { client: tocsin.contacts, pageSize: 2 };
    for await (const page of paginateListContacts(paging, { AliasPrefix: "p-" }))
      aliases.push(...(page.Contacts ?? []).map(({ Alias }) => Alias));
    expect(aliases).toEqual(["p-1", "p-2", "p-3"]);
  });

  it("a channel is made with its code on the way, and wrong codes do not activate it", async () => {
    const { ContactArn: ContactId = "" } = await create("cid");
    const { ContactChannelArn: ContactChannelId = "" } = await tocsin.contacts.send(
      new CreateContactChannelCommand({
        ContactId,
        Name: "Mobil privat",
        Type: "SMS",
        DeliveryAddress: { SimpleAddress: "+14255550123" },
      }),
    );
    const activate = new ActivateContactChannelCommand({ ContactChannelId, ActivationCode: "12345678" });
    expect(await refused(tocsin.contacts.send(activate))).toMatchObject({ name: "ValidationException" });
    expect(await tocsin.contacts.send(new GetContactChannelCommand({ ContactChannelId }))).toMatchObject({
      Name: "Mobil privat",
      ActivationStatus: "NOT_ACTIVATED",
    });
    for await (const page of paginateListContactChannels({ client: tocsin.contacts }, { ContactId }))
      expect(page.ContactChannels).toMatchObject([{ ContactChannelArn: ContactChannelId }]);
    const send = () => tocsin.contacts.send(new SendActivationCodeCommand({ ContactChannelId }));
    for (let n = 0; n < 4; n++) await send();
    const quota = await refused(send());
    expect(quota).toBeInstanceOf(ServiceQuotaExceededException);
    expect(quota).toMatchObject({
      QuotaCode: "activation-codes-per-hour",
      ServiceCode: "ssm-contacts",
      $metadata: { httpStatusCode: 402 },
    });
    await tocsin.advance("PT1H");
    await send();
  });

  it("tags given with a contact are there", async () => {
    const { ContactArn: ResourceARN = "" } = await tocsin.contacts.send(
      new CreateContactCommand({
        Alias: "tagged",
        Type: "ESCALATION",
        Plan: {},
        Tags: [{ Key: "team", Value: "Zürich 1" }],
      }),
    );
    expect(await tocsin.contacts.send(new ListTagsForResourceCommand({ ResourceARN }))).toMatchObject({
      Tags: [{ Key: "team", Value: "Zürich 1" }],
    });
  });
});
