// How operations travel, in bytes: restJson1 and awsJson1.1 as the models bind them.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Run, Running } from "./running.ts";
import { account, refuse, start } from "./running.ts";
import type { Request } from "./signed.ts";
import { signed } from "./signed.ts";
import type { RawReply } from "./socket.ts";
import { ask, json } from "./socket.ts";

const plan = `arn:aws:ssm-incidents::${account}:response-plan/checkout`;
const contact = `arn:aws:ssm-contacts:us-east-1:${account}:contact/alice`;

/** What the next call does, whichever it is. */
let next: Run = () => ({});
const doNext: Run = (input, call) => next(input, call);

let running: Running;
beforeAll(async () => {
  const names = [
    "GetResourcePolicies",
    "DeleteReplicationSet",
    "DeleteIncidentRecord",
    "GetTimelineEvent",
    "ListTagsForResource",
    "TagResource",
    "UntagResource",
    "StartIncident",
    "CreateResponsePlan",
    "DeleteContact",
    "GetContact",
    "DescribePage",
  ];
  running = await start(Object.fromEntries(names.map((name) => [name, doNext])));
});
afterAll(() => running.listener.close(0));
beforeEach(() => {
  next = () => ({});
});

const call = async (request: Request): Promise<RawReply> => ask(running.listener.port, await signed(request));
const lastInput = (): unknown => running.inputs.at(-1)?.input;
const contactsCall = (name: string, input: unknown): Request => ({
  service: "ssm-contacts",
  headers: { "x-amz-target": `SSMContacts.${name}` },
  body: JSON.stringify(input),
});
const nothingArrived = async (request: Request): Promise<RawReply> => {
  const before = running.inputs.length;
  const reply = await call(request);
  expect(running.inputs.length).toBe(before);
  return reply;
};

describe("restJson1", () => {
  test("a member of the query and members of the body meet in one input", async () => {
    await call({
      path: "/getResourcePolicies",
      query: { resourceArn: plan },
      body: '{"maxResults": 5, "nextToken": "t"}',
    });
    expect(lastInput()).toEqual({ resourceArn: plan, maxResults: 5, nextToken: "t" });
  });

  test("what the body says of a member of the query or the path is not heard", async () => {
    const other = `${plan}-other`;
    await call({
      path: "/getResourcePolicies",
      query: { resourceArn: plan },
      body: JSON.stringify({ resourceArn: other }),
    });
    expect(lastInput()).toEqual({ resourceArn: plan });
    await call({
      path: `/tags/${encodeURIComponent(plan)}`,
      body: JSON.stringify({ resourceArn: other, tags: { a: "b" } }),
    });
    expect(lastInput()).toEqual({ resourceArn: plan, tags: { a: "b" } });
  });

  test("a POST may have no body at all", async () => {
    const arn = `arn:aws:ssm-incidents::${account}:replication-set/x`;
    const reply = await call({ path: "/deleteReplicationSet", query: { arn } });
    expect([reply.status, lastInput()]).toEqual([204, { arn }]);
  });

  test("success without content is 204, with neither body nor content type", async () => {
    const reply = await call({
      path: "/deleteIncidentRecord",
      body: JSON.stringify({ arn: `${plan}/1` }),
    });
    expect([reply.status, reply.body, reply.headers.get("content-length")]).toEqual([204, "", undefined]);
    expect(reply.headers.has("content-type")).toBe(false);
    expect(reply.headers.has("x-amzn-requestid")).toBe(true);
  });

  test("a create answers 201", async () => {
    next = () => ({ arn: plan });
    const reply = await call({
      path: "/createResponsePlan",
      body: JSON.stringify({ name: "checkout", incidentTemplate: { title: "t", impact: 3 } }),
    });
    expect([reply.status, json(reply)]).toEqual([201, { arn: plan }]);
  });

  test.each([
    ["a slash and colons", "arn:aws:ssm-incidents::1:response-plan/x"],
    ["a percent sign, decoded exactly once", "a%2Fb"],
    ["a plus, which is none of a space in a path", "a+b"],
    ["letters beyond ASCII", "ärn/日本"],
  ])("an ARN in the path keeps %s", async (_, resourceArn) => {
    next = () => ({ tags: {} });
    await call({ method: "GET", path: `/tags/${encodeURIComponent(resourceArn)}` });
    expect(lastInput()).toEqual({ resourceArn });
  });

  test("repeated parameters of the query make a list, spaces and pluses in them kept", async () => {
    await call({
      method: "DELETE",
      path: `/tags/${encodeURIComponent(plan)}`,
      query: { tagKeys: ["b c", "a+b", "d"] },
    });
    expect(lastInput()).toEqual({ resourceArn: plan, tagKeys: ["b c", "a+b", "d"] });
  });

  test.each([
    ["a path that nobody has", { path: "/startIncidents" }],
    ["a path with a slash too many", { path: "/startIncident/" }],
    ["another method", { path: "/startIncident", method: "PUT" }],
    ["an empty label", { path: "/tags/", method: "GET" }],
    ["an ARN that is not encoded", { path: `/tags/${plan}`, method: "GET" }],
  ])("%s is an unknown operation", async (_, request) => {
    const reply = await nothingArrived(request);
    expect([reply.status, reply.headers.get("x-amzn-errortype")]).toEqual([404, "UnknownOperationException"]);
    expect(json(reply)).toEqual({
      __type: "UnknownOperationException",
      message: "The requested operation is not recognized by the service.",
    });
  });
});

describe("awsJson1.1", () => {
  test.each([
    "SSMContacts.Nothing",
    "SSMContacts.__proto__",
    "SSMContacts.constructor",
    "SSMContacts.",
    "SSMContacts.GetContact.x",
    "Other.GetContact",
    "getcontact",
  ])("the target %s is an unknown operation", async (target) => {
    const reply = await nothingArrived({
      service: "ssm-contacts",
      headers: { "x-amz-target": target },
      body: "{}",
    });
    expect([reply.status, reply.headers.get("x-amzn-errortype")]).toEqual([404, "UnknownOperationException"]);
    expect(json(reply)).toMatchObject({ __type: "UnknownOperationException" });
  });

  test.each([
    ["GET", "/"],
    ["POST", "/GetContact"],
  ])("%s %s is none of its calls", async (method, path) => {
    const reply = await nothingArrived({ ...contactsCall("GetContact", {}), method, path });
    expect(reply.status).toBe(404);
  });

  test("success without output is an empty object", async () => {
    const reply = await call(contactsCall("DeleteContact", { ContactId: contact }));
    expect([reply.status, reply.body, reply.headers.get("content-type")]).toEqual([
      200,
      "{}",
      "application/x-amz-json-1.1",
    ]);
  });
});

describe("what a body may be", () => {
  test("the Content-Type is not asked", async () => {
    next = () => ({ incidentRecordArn: "arn:aws:ssm-incidents::1:incident-record/x/y" });
    for (const type of [undefined, "text/plain", "application/x-www-form-urlencoded"]) {
      const headers = type === undefined ? {} : { "content-type": type };
      const body = JSON.stringify({ responsePlanArn: plan });
      expect((await call({ path: "/startIncident", headers, body })).status).toBe(200);
    }
  });

  const bodies: readonly (readonly [string, string | Buffer])[] = [
    ["broken", '{"a":'],
    ["a list", "[]"],
    ["null", "null"],
    ["a text", '"x"'],
    ["two objects", "{}{}"],
    ["no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ["UTF-16", Buffer.from("{}", "utf16le")],
    ["nested 65 deep", `${'{"a":'.repeat(64)}[]${"}".repeat(64)}`],
    ["nested half a million deep", "[".repeat(500_000)],
    ["nested behind a text of brackets", `{"a":"\\"[[[","b":${"[".repeat(1000)}`],
    ["a form", "Action=StartIncident"],
  ];
  test.each(bodies)("%s: a SerializationException, in both protocols", async (_, body) => {
    for (const request of [
      { path: "/startIncident", body },
      { ...contactsCall("GetContact", {}), body },
    ]) {
      const reply = await nothingArrived(request);
      expect([reply.status, reply.headers.get("x-amzn-errortype")]).toEqual([400, "SerializationException"]);
      expect(json(reply)["__type"]).toBe("SerializationException");
    }
  });

  test("brackets within texts do not count as nesting", async () => {
    const reply = await call({
      path: "/startIncident",
      body: JSON.stringify({ responsePlanArn: plan, title: '\\"'.repeat(20) + "[".repeat(120) }),
    });
    expect(reply.status).toBe(200);
  });

  test("of a member given twice the last counts", async () => {
    await call({ path: "/startIncident", body: `{"responsePlanArn":"x","responsePlanArn":"${plan}"}` });
    expect(lastInput()).toMatchObject({ responsePlanArn: plan });
  });

  test("names that mean something to JavaScript mean nothing", async () => {
    await call({
      path: "/startIncident",
      body: `{"__proto__":{"title":"stolen"},"constructor":{"prototype":{"title":"x"}},"responsePlanArn":"${plan}"}`,
    });
    expect(lastInput()).toEqual({ responsePlanArn: plan });
    expect(Object.hasOwn(Object.prototype, "title")).toBe(false);
  });

  test("a broken body is answered before anything else of the operation", async () => {
    const reply = await nothingArrived({ path: "/startIncident", body: "{}" });
    expect([reply.status, json(reply)]).toEqual([
      400,
      {
        __type: "ValidationException",
        message:
          "1 validation error detected: Value null at 'responsePlanArn' failed to satisfy constraint: Member must not be null",
      },
    ]);
  });

  test("ssm-contacts also lists the fields", async () => {
    const reply = await nothingArrived(contactsCall("GetContact", {}));
    expect(json(reply)).toMatchObject({
      __type: "ValidationException",
      Reason: "FIELD_VALIDATION_FAILED",
      Fields: [{ Name: "contactId", Message: "Member must not be null" }],
    });
  });
});

describe("a refusal", () => {
  const startIncident: Request = {
    path: "/startIncident",
    body: JSON.stringify({ responsePlanArn: plan }),
  };

  test("goes out with its name, text, members and modelled status, in restJson1", async () => {
    const retryAfter = new Date(1_700_000_000_500);
    next = refuse("ConflictException", "busy", { resourceIdentifier: plan, secret: "x", retryAfter });
    const reply = await call(startIncident);
    expect([reply.status, reply.headers.get("x-amzn-errortype"), json(reply)]).toEqual([
      409,
      "ConflictException",
      {
        __type: "ConflictException",
        message: "busy",
        resourceIdentifier: plan,
        retryAfter: 1_700_000_000.5,
      },
    ]);
  });

  test("goes out with its name, text, members and modelled status, in awsJson1.1", async () => {
    next = refuse("ResourceNotFoundException", "gone", { ResourceId: contact, ResourceType: "CONTACT" });
    const reply = await call(contactsCall("GetContact", { ContactId: contact }));
    expect([reply.status, reply.headers.get("x-amzn-errortype"), json(reply)]).toEqual([
      404,
      "ResourceNotFoundException",
      {
        __type: "ResourceNotFoundException",
        Message: "gone",
        ResourceId: contact,
        ResourceType: "CONTACT",
      },
    ]);
  });

  test("that the operation does not model becomes one that it models, and is logged", async () => {
    next = refuse("ResourceNotFoundException", "There is no such incident.");
    const reply = await call({ path: "/deleteIncidentRecord", body: JSON.stringify({ arn: `${plan}/1` }) });
    expect([reply.status, json(reply)]).toEqual([
      400,
      { __type: "ValidationException", message: "There is no such incident." },
    ]);
    expect(running.logged.at(-2)).toMatchObject({
      level: "error",
      text: "an operation refused with an error that it does not model",
    });
  });

  test("of a name that nobody knows is a fault of ours", async () => {
    next = refuse("Teapot", "short and stout");
    const reply = await call(startIncident);
    expect([reply.status, reply.headers.get("x-amzn-errortype")]).toEqual([500, "InternalServerException"]);
    expect(reply.body).not.toContain("stout");
  });

  test("whose members are not of their type is a fault of ours", async () => {
    next = refuse("ConflictException", "busy", { retryAfter: "soon" });
    const reply = await call(startIncident);
    expect([reply.status, json(reply)["__type"]]).toEqual([500, "InternalServerException"]);
  });

  test("by mistake tells a client nothing, and the log everything", async () => {
    const cause = new Error("select password from secrets");
    next = () => {
      throw cause;
    };
    for (const request of [startIncident, contactsCall("GetContact", { ContactId: contact })]) {
      const reply = await call(request);
      expect([reply.status, reply.headers.get("x-amzn-errortype")]).toEqual([500, "InternalServerException"]);
      expect(reply.body).not.toContain("password");
      const requestId = reply.headers.get("x-amzn-requestid");
      expect(running.logged.at(-2)).toMatchObject({ level: "error", facts: { requestId, err: cause } });
    }
  });

  test("because the storage is away says when to come back", async () => {
    next = () => {
      throw Object.assign(new Error("disk is full at /var/x"), { name: "StorageUnavailable" });
    };
    const first = await call(startIncident);
    expect([first.status, first.headers.get("retry-after")]).toEqual([500, "1"]);
    expect(json(first)).toEqual({
      __type: "InternalServerException",
      message: "The storage does not answer at the moment. Please try again.",
    });
    const second = await call(contactsCall("GetContact", { ContactId: contact }));
    expect(json(second)).toMatchObject({ __type: "InternalServerException", RetryAfterSeconds: 1 });
  });

  test("of what nobody has built says so, and clients do not repeat it", async () => {
    const reply = await call({
      path: "/listReplicationSets",
      body: "{}",
    });
    expect([reply.status, json(reply)]).toEqual([
      501,
      {
        __type: "UnsupportedOperationException",
        message: "Tocsin does not implement ListReplicationSets yet.",
      },
    ]);
  });

  test("of an output that its contract cannot carry is a fault of ours", async () => {
    next = () => ({ event: { eventTime: "not a Date" } });
    const reply = await call({
      method: "GET",
      path: "/getTimelineEvent",
      query: {
        eventId: "20bcc812-8a94-4cd7-520c-0ff742111424",
        incidentRecordArn: `arn:aws:ssm-incidents::${account}:incident-record/x/20bcc812-8a94-4cd7-520c-0ff742111424`,
      },
    });
    expect([reply.status, reply.headers.get("x-amzn-errortype")]).toEqual([500, "InternalServerException"]);
  });
});

describe("permission and rate", () => {
  const body = JSON.stringify({ responsePlanArn: plan });

  test("what is not permitted is denied with the text of the policy, after the input was read", async () => {
    const asked: unknown[] = [];
    await using closed = await start(
      { StartIncident: () => ({}) },
      {
        authorize: (credential, action, resources) => {
          asked.push([credential.accessKeyId, action, resources]);
          return { allowed: false, message: "User: x is not authorized" };
        },
      },
    );
    const reply = await ask(closed.listener.port, await signed({ path: "/startIncident", body }));
    expect([reply.status, json(reply)]).toEqual([
      403,
      { __type: "AccessDeniedException", message: "User: x is not authorized" },
    ]);
    expect(asked).toEqual([["AKIDEXAMPLE", "ssm-incidents:StartIncident", ["*"]]]);
    expect(closed.inputs).toEqual([]);
    const invalid = await ask(closed.listener.port, await signed({ path: "/startIncident", body: "{}" }));
    expect(json(invalid)["__type"]).toBe("ValidationException");
  });

  test("beyond the rate a client is told when to come back, as each model has it", async () => {
    await using busy = await start({}, { throttle: () => 1.2 });
    const first = await ask(busy.listener.port, await signed({ path: "/startIncident", body }));
    expect([first.status, first.headers.get("retry-after"), json(first)]).toEqual([
      429,
      "2",
      {
        __type: "ThrottlingException",
        message: "Rate exceeded",
        quotaCode: "requests-per-access-key",
        serviceCode: "ssm-incidents",
      },
    ]);
    const second = await ask(busy.listener.port, await signed(contactsCall("GetContact", {})));
    expect([second.status, second.headers.get("retry-after"), json(second)]).toEqual([
      429,
      "2",
      {
        __type: "ThrottlingException",
        Message: "Rate exceeded",
        QuotaCode: "requests-per-access-key",
        ServiceCode: "ssm-contacts",
        RetryAfterSeconds: 2,
      },
    ]);
  });
});

test("a request that is refused leaves the name of its error in the log", async () => {
  await call({ path: "/startIncident", body: '{"title":"private"}' });
  const facts = running.logged.at(-1)?.facts;
  expect(facts).toMatchObject({ operation: "StartIncident", status: 400, error: "ValidationException" });
  expect(JSON.stringify(facts)).not.toContain("private");
});

test("every request leaves one line, without secrets or bodies", async () => {
  next = () => ({ incidentRecordArn: plan });
  const before = running.logged.length;
  await call({ path: "/startIncident", body: JSON.stringify({ responsePlanArn: plan, title: "private" }) });
  const lines = running.logged.slice(before);
  expect(lines).toEqual([
    {
      level: "info",
      text: "request",
      facts: {
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        service: "ssm-incidents",
        operation: "StartIncident",
        accessKeyId: "AKIDEXAMPLE",
        status: 200,
        ms: expect.any(Number),
      },
    },
  ]);
});
