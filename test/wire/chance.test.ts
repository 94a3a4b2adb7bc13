// What strangers send by chance or on purpose: never let in, never a fault of ours, never left hanging.
import { once } from "node:events";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiError } from "../../src/contract/api-error.ts";
import { contacts } from "../../src/contract/contacts/service.ts";
import { incidents } from "../../src/contract/incidents/service.ts";
import { authenticator } from "../../src/wire/authenticate.ts";
import { parseQuery } from "../../src/wire/query.ts";
import type { WireRequest } from "../../src/wire/request.ts";
import type { Running } from "./running.ts";
import { alice, start } from "./running.ts";
import type { Parts } from "./signed.ts";
import { presign, sign, toBytes } from "./signed.ts";
import type { RawReply } from "./socket.ts";
import { dial, hearOut, json, say } from "./socket.ts";

let running: Running;
beforeAll(async () => {
  const operations = [...Object.keys(incidents.operations), ...Object.keys(contacts.operations)];
  running = await start(Object.fromEntries(operations.map((name) => [name, () => ({})])));
});
afterAll(() => running.listener.close(0));

const requestOf = ({ method, target, headers, body }: Parts): WireRequest => {
  const [path = "", rawQuery = ""] = target.split("?", 2);
  return {
    id: "",
    method,
    version: "1.1",
    path,
    rawQuery,
    query: parseQuery(rawQuery),
    headers: new Map(Object.entries(headers).map(([name, value]) => [name, [value]])),
    remoteAddress: "",
    body,
    gone: () => new AbortController().signal,
  };
};

const authenticate = authenticator({
  findCredential: async (id) => (id === alice.accessKeyId ? alice : undefined),
  now: Date.now,
});

/** Another character in one place; none that canonicalisation takes away. */
const change = (text: string, at: number, to: string): string => {
  const place = at % text.length;
  return text.slice(0, place) + to + text.slice(place + 1);
};

const character = fc.constantFrom(..."abcXYZ019%-_~=&;,:");
const mutation = fc.record({ at: fc.nat(10_000), to: character });

const original = (): Promise<Parts> =>
  sign({
    path: "/tags/arn%3Aaws%3Assm-incidents%3A%3A1%3Aresponse-plan%2Fx",
    query: { tagKeys: ["a b", "c+d"], other: "1" },
    headers: { "x-amz-meta": "one two", "content-type": "application/json" },
    body: '{"a":1}',
  });

const expectRefused = async (parts: Parts): Promise<void> => {
  const outcome = await authenticate(requestOf(parts), "ssm-incidents").catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(ApiError);
};

/** What a request means: the same where a change made `%3a` of `%3A`, or another case of a header's name. */
const meaning = (parts: Parts): string | undefined => {
  try {
    const { method, path, query, headers, body } = requestOf(parts);
    const others = [...headers].filter(([name]) => name !== "authorization");
    const claimed = headers
      .get("authorization")?.[0]
      ?.toLowerCase()
      .split(/[\s,]+/);
    return JSON.stringify([method, path, query, others, claimed, body]);
  } catch {
    return undefined;
  }
};

describe("a signed request of which anything was changed", () => {
  test("is let in as long as nothing was", async () => {
    expect((await authenticate(requestOf(await original()), "ssm-incidents")).credential).toBe(alice);
  });

  const ways: readonly (readonly [string, (parts: Parts, at: number, to: string) => Parts])[] = [
    ["its method", (parts, at, to) => ({ ...parts, method: change(parts.method, at, to) })],
    [
      "its path",
      (parts, at, to) => {
        const [path = "", query = ""] = parts.target.split("?", 2);
        return { ...parts, target: `/${change(path.slice(1), at, to)}?${query}` };
      },
    ],
    [
      "its query",
      (parts, at, to) => {
        const [path = "", query = ""] = parts.target.split("?", 2);
        return { ...parts, target: `${path}?${change(query, at, to)}` };
      },
    ],
    ["its body", (parts, at, to) => ({ ...parts, body: Buffer.from(change(parts.body.toString(), at, to)) })],
    ...["host", "x-amz-meta", "content-type", "x-amz-date", "authorization"].map(
      (name) =>
        [
          `its header ${name}`,
          (parts: Parts, at: number, to: string) => ({
            ...parts,
            headers: { ...parts.headers, [name]: change(parts.headers[name] ?? "", at, to) },
          }),
        ] as const,
    ),
  ];

  test.each(ways)("is refused: %s", async (_, way) => {
    const parts = await original();
    await fc.assert(
      fc.asyncProperty(mutation, async ({ at, to }) => {
        const changed = way(parts, at, to);
        const meant = meaning(changed);
        fc.pre(meant !== undefined && meant !== meaning(parts));
        await expectRefused(changed);
      }),
      { numRuns: 300 },
    );
  });

  test("is refused: any part of a presigned URL", async () => {
    const parts = await presign({ path: "/getIncidentRecord", query: { arn: "arn:aws:x" } });
    await fc.assert(
      fc.asyncProperty(mutation, async ({ at, to }) => {
        const [path = "", query = ""] = parts.target.split("?", 2);
        const changed = { ...parts, target: `${path}?${change(query, at, to)}` };
        const meant = meaning(changed);
        fc.pre(meant !== undefined && meant !== meaning(parts));
        await expectRefused(changed);
      }),
      { numRuns: 300 },
    );
  });
});

const expectSane = (reply: RawReply): void => {
  expect(reply.status).not.toBe(500);
  expect(reply.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
  if (reply.headers.get("content-type")?.includes("json") === true && reply.body !== "") json(reply);
};

const sayAndEnd = async (bytes: Buffer): Promise<RawReply[]> => {
  const socket = await dial(running.listener.port);
  socket.end(bytes);
  return hearOut(socket);
};

describe("whatever comes over the wire is answered or cut, and never a fault of ours", () => {
  test("bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
        for (const reply of await sayAndEnd(Buffer.from(bytes))) expectSane(reply);
      }),
      { numRuns: 200 },
    );
  });

  const line = fc.string({ maxLength: 40, unit: "binary-ascii" });
  const names = [
    "Authorization",
    "X-Amz-Date",
    "X-Amz-Target",
    "X-Amz-Security-Token",
    "X-Amz-Content-Sha256",
    "Content-Type",
    "Content-Length",
    "Transfer-Encoding",
    "Expect",
    "Connection",
    "Host",
  ];
  const value = fc.oneof(
    line,
    fc.constantFrom(
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=00",
      "AWS4-HMAC-SHA256 Credential=////,SignedHeaders=;;;,Signature=",
      "AWS4-",
      "SSMContacts.GetContact",
      "SSMContacts.__proto__",
      "20260101T000000Z",
      "chunked",
      "100-continue",
      "close",
      "application/x-www-form-urlencoded",
      "-1",
      "2",
    ),
  );
  const target = fc.oneof(
    fc.constantFrom(
      "/",
      "/startIncident",
      "/tags/%ff",
      "/tags/%00",
      "/tags/a?tagKeys=%ff",
      "/?Action=GetCallerIdentity",
      "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a&X-Amz-Signature=b&X-Amz-SignedHeaders=host&X-Amz-Date=c",
      "/getIncidentRecord?X-Amz-Credential=%",
    ),
    fc.webUrl().map((url) => url.slice(url.indexOf("/", 8))),
    line.map((text) => `/${text}`),
  );
  const request = fc.record({
    method: fc.constantFrom("GET", "POST", "DELETE", "PUT", "OPTIONS", "TRACE", "X"),
    target,
    headers: fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 8 }),
    body: fc.string({ maxLength: 60 }),
  });

  test("almost HTTP", async () => {
    await fc.assert(
      fc.asyncProperty(request, async ({ method, target, headers, body }) => {
        const lines = headers.map(([name, text]) => `${name}: ${text}\r\n`).join("");
        for (const reply of await sayAndEnd(
          Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines}\r\n${body}`),
        ))
          if (reply.status !== 100) expectSane(reply);
      }),
      { numRuns: 500 },
    );
  });

  const rest = Object.values(incidents.operations).map(({ http }) => ({
    method: http.method,
    path: http.path.replace(/\{\w+\}/, "arn%3Aaws%2Fx"),
    service: "ssm-incidents",
    headers: {},
  }));
  const rpc = Object.keys(contacts.operations).map((name) => ({
    method: "POST",
    path: "/",
    service: "ssm-contacts",
    headers: { "x-amz-target": `SSMContacts.${name}` },
  }));
  const member = fc.constantFrom(
    "responsePlanArn",
    "arn",
    "tags",
    "filters",
    "actions",
    "ContactId",
    "Plan",
    "Type",
    "__proto__",
    "StartTime",
  );
  const strange = fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    fc.constantFrom("\0", "\ud800", 1e300, -0, 1.5, "x".repeat(3000), [[[[]]]], { constructor: {} }),
  );

  test("signed calls with any JSON in their members", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...rest, ...rpc),
        fc.dictionary(member, strange, { maxKeys: 5, noNullPrototype: false }),
        fc.dictionary(fc.constantFrom("arn", "tagKeys", "resourceArn", "eventId"), fc.string(), {
          maxKeys: 2,
        }),
        async (call, input, query) => {
          const body = JSON.stringify(input);
          const bytes = toBytes(await sign({ ...call, query: { ...query }, body }));
          const replies = await say(running.listener.port, bytes);
          expect(replies.length).toBe(1);
          for (const reply of replies) expectSane(reply);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("and the server still serves", async () => {
    const socket = await dial(running.listener.port);
    socket.end("GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n");
    const [reply] = await hearOut(socket);
    expect(reply?.status).toBe(200);
    expect(running.logged.filter((it) => it.level === "error")).toEqual([]);
    if (!socket.closed) await once(socket, "close");
  });
});
