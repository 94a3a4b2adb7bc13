// The official JavaScript clients against the wire: what they send is understood, and what they get they understand.
import {
  ContactType,
  GetContactCommand,
  ListTagsForResourceCommand as ListContactTags,
  ResourceNotFoundException as ContactNotFound,
  SSMContactsClient,
  ThrottlingException as ContactsThrottled,
  ValidationException as ContactsInvalid,
} from "@aws-sdk/client-ssm-contacts";
import {
  ConflictException,
  DeleteIncidentRecordCommand,
  DeleteReplicationSetCommand,
  GetIncidentRecordCommand,
  GetResourcePoliciesCommand,
  ListTagsForResourceCommand,
  SSMIncidentsClient,
  StartIncidentCommand,
  TagResourceCommand,
  ThrottlingException,
  UntagResourceCommand,
  ValidationException,
} from "@aws-sdk/client-ssm-incidents";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Run, Running } from "./running.ts";
import { account, alice, refuse, start, visitor } from "./running.ts";

const plan = `arn:aws:ssm-incidents::${account}:response-plan/check out/ä+b`;
const contact = `arn:aws:ssm-contacts:us-east-1:${account}:contact/alice`;

let next: Run = () => ({});
const doNext: Run = (input, call) => next(input, call);
const built = [
  "DeleteIncidentRecord",
  "DeleteReplicationSet",
  "GetContact",
  "GetIncidentRecord",
  "GetResourcePolicies",
  "ListTagsForResource",
  "StartIncident",
  "TagResource",
  "UntagResource",
];

let running: Running;
let incidents: SSMIncidentsClient;
let contacts: SSMContactsClient;
const configured = (endpoint: string, credential = alice) => ({
  endpoint,
  region: "us-east-1",
  maxAttempts: 1,
  credentials: {
    accessKeyId: credential.accessKeyId,
    secretAccessKey: credential.secretAccessKey,
    ...(credential.session === undefined ? {} : { sessionToken: credential.session.token }),
  },
});

beforeAll(async () => {
  running = await start(Object.fromEntries(built.map((name) => [name, doNext])));
  incidents = new SSMIncidentsClient(configured(running.listener.url));
  contacts = new SSMContactsClient(configured(running.listener.url));
});
afterAll(async () => {
  incidents.destroy();
  contacts.destroy();
  await running.listener.close(0);
});
beforeEach(() => {
  next = () => ({});
});

const lastInput = (): unknown => running.inputs.at(-1)?.input;
describe("ssm-incidents", () => {
  test("starts an incident, the client's token with it", async () => {
    next = () => ({ incidentRecordArn: plan });
    const answer = await incidents.send(
      new StartIncidentCommand({ responsePlanArn: plan, title: "Grüße 🚨", impact: 2 }),
    );
    expect(answer.incidentRecordArn).toBe(plan);
    expect(answer.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(lastInput()).toEqual({
      responsePlanArn: plan,
      title: "Grüße 🚨",
      impact: 2,
      clientToken: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test("sees times as they were, to the millisecond", async () => {
    const time = new Date("2026-03-29T01:59:59.123Z");
    next = () => ({
      incidentRecord: {
        arn: plan,
        title: "t",
        impact: 1,
        status: "OPEN",
        creationTime: time,
        lastModifiedTime: time,
        lastModifiedBy: alice.arn,
        incidentRecordSource: { createdBy: alice.arn, source: "aws.ssm-incidents.custom" },
        dedupeString: "d",
      },
    });
    const { incidentRecord } = await incidents.send(new GetIncidentRecordCommand({ arn: plan }));
    expect(incidentRecord?.creationTime).toEqual(time);
    expect(lastInput()).toEqual({ arn: plan });
  });

  test("tags what has slashes, spaces and letters in its ARN", async () => {
    await incidents.send(new TagResourceCommand({ resourceArn: plan, tags: { "a b+c": "ok" } }));
    expect(lastInput()).toEqual({ resourceArn: plan, tags: { "a b+c": "ok" } });
    await incidents.send(new UntagResourceCommand({ resourceArn: plan, tagKeys: ["a b+c", "d/e"] }));
    expect(lastInput()).toEqual({ resourceArn: plan, tagKeys: ["a b+c", "d/e"] });
    next = () => ({ tags: { x: "y" } });
    const answer = await incidents.send(new ListTagsForResourceCommand({ resourceArn: plan }));
    expect(answer.tags).toEqual({ x: "y" });
  });

  test("puts a part of its input into the query", async () => {
    next = () => ({ resourcePolicies: [] });
    await incidents.send(new GetResourcePoliciesCommand({ resourceArn: plan, maxResults: 3 }));
    expect(lastInput()).toEqual({ resourceArn: plan, maxResults: 3 });
    await incidents.send(new DeleteReplicationSetCommand({ arn: plan }));
    expect(lastInput()).toEqual({ arn: plan });
  });

  test("understands an answer without a body", async () => {
    const answer = await incidents.send(new DeleteIncidentRecordCommand({ arn: plan }));
    expect(answer.$metadata.httpStatusCode).toBe(204);
  });

  test("makes of a refusal the exception of its model", async () => {
    const retryAfter = new Date(1_800_000_000_000);
    next = refuse("ConflictException", "taken", { resourceIdentifier: plan, retryAfter });
    const failed = incidents.send(new StartIncidentCommand({ responsePlanArn: plan }));
    const error = await failed.catch((it: unknown) => it);
    expect(error).toBeInstanceOf(ConflictException);
    expect(error).toMatchObject({
      name: "ConflictException",
      message: "taken",
      resourceIdentifier: plan,
      retryAfter,
      $metadata: { httpStatusCode: 409 },
    });
  });

  test("makes of a broken constraint a ValidationException", async () => {
    const failed = incidents.send(new StartIncidentCommand({ responsePlanArn: plan, impact: 9 }));
    await expect(failed).rejects.toThrow(ValidationException);
    await expect(failed).rejects.toThrow(/'impact' failed to satisfy constraint/);
  });
});

describe("ssm-contacts", () => {
  test("gets a contact", async () => {
    next = () => ({ ContactArn: contact, Alias: "alice", Type: "PERSONAL", Plan: { Stages: [] } });
    const answer = await contacts.send(new GetContactCommand({ ContactId: contact }));
    expect(answer).toMatchObject({ ContactArn: contact, Type: ContactType.PERSONAL, Plan: { Stages: [] } });
  });

  test("makes of refusals the exceptions of its model", async () => {
    next = refuse("ResourceNotFoundException", "gone", { ResourceId: contact, ResourceType: "CONTACT" });
    const failed = contacts.send(new GetContactCommand({ ContactId: contact }));
    const error = await failed.catch((it: unknown) => it);
    expect(error).toBeInstanceOf(ContactNotFound);
    expect(error).toMatchObject({ message: "gone", ResourceId: contact, ResourceType: "CONTACT" });
    const invalid = contacts.send(new GetContactCommand({ ContactId: "x y" }));
    await expect(invalid).rejects.toThrow(ContactsInvalid);
  });

  test("has the operations of its own where both APIs use a name", async () => {
    next = () => ({ Tags: [{ Key: "a", Value: "b" }] });
    const answer = await contacts.send(new ListContactTags({ ResourceARN: contact }));
    expect(answer.Tags).toEqual([{ Key: "a", Value: "b" }]);
  });
});

const callers = (endpoint: string, credential = alice) => [
  () =>
    new SSMIncidentsClient(configured(endpoint, credential)).send(
      new StartIncidentCommand({ responsePlanArn: plan }),
    ),
  () =>
    new SSMContactsClient(configured(endpoint, credential)).send(
      new GetContactCommand({ ContactId: contact }),
    ),
  () => new STSClient(configured(endpoint, credential)).send(new GetCallerIdentityCommand()),
];

const namesOf = async (endpoint: string, credential = alice): Promise<unknown[]> =>
  Promise.all(
    callers(endpoint, credential).map((call) =>
      call().then(
        () => "answered",
        (error: Error) => error.name,
      ),
    ),
  );

describe("every client", () => {
  test("learns who it is from STS", async () => {
    const sts = new STSClient(configured(running.listener.url));
    const { Account, Arn, UserId } = await sts.send(new GetCallerIdentityCommand());
    expect({ Account, Arn, UserId }).toEqual({ Account: account, Arn: alice.arn, UserId: alice.userId });
  });

  test("passes with a session token", async () => {
    next = () => ({ incidentRecordArn: plan, ContactArn: contact, Alias: "a", Type: "PERSONAL", Plan: {} });
    expect(await namesOf(running.listener.url, visitor)).toEqual(["answered", "answered", "answered"]);
  });

  test("reads why it may not", async () => {
    const { url } = running.listener;
    expect(await namesOf(url, { ...alice, accessKeyId: "AKIANOBODY" })).toEqual([
      "UnrecognizedClientException",
      "UnrecognizedClientException",
      "InvalidClientTokenId",
    ]);
    expect(await namesOf(url, { ...alice, secretAccessKey: "wrong" })).toEqual([
      "InvalidSignatureException",
      "InvalidSignatureException",
      "SignatureDoesNotMatch",
    ]);
  });

  test("knows what to repeat", async () => {
    await using busy = await start({}, { throttle: () => 1 });
    const [first, second] = callers(busy.listener.url);
    await expect(first?.()).rejects.toThrow(ThrottlingException);
    await expect(second?.()).rejects.toThrow(ContactsThrottled);
    await expect(second?.()).rejects.toMatchObject({ RetryAfterSeconds: 1, ServiceCode: "ssm-contacts" });
  });

  test("repeats what failed because the storage was away, and then succeeds", async () => {
    let failures = 0;
    next = () => {
      if (failures > 0) return { incidentRecordArn: plan };
      failures += 1;
      throw Object.assign(new Error("away"), { name: "StorageUnavailable" });
    };
    const patient = new SSMIncidentsClient({ ...configured(running.listener.url), maxAttempts: 2 });
    const answer = await patient.send(new StartIncidentCommand({ responsePlanArn: plan }));
    expect([answer.incidentRecordArn, failures]).toEqual([plan, 1]);
  });
});
