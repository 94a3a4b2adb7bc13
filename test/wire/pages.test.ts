// What is served beside the APIs.
import { afterAll, beforeAll, expect, test } from "vitest";
import { ApiError } from "../../src/contract/api-error.ts";
import type { PageRequest } from "../../src/wire/page.ts";
import type { Running } from "./running.ts";
import { account, alice, start } from "./running.ts";
import { signed } from "./signed.ts";
import { ask, json } from "./socket.ts";

const asked: PageRequest[] = [];
let running: Running;
let port = 0;
beforeAll(async () => {
  running = await start(
    {},
    {
      pages: async (request) => {
        asked.push(request);
        switch (request.path) {
          case "/echo":
            return {
              status: 202,
              headers: { "Content-Type": "text/plain" },
              body: request.body,
            };
          case "/_tocsin/keys":
            return { status: 200, body: JSON.stringify(await request.signer("tocsin")) };
          case "/denied":
            throw new ApiError("AccessDeniedException", "not you");
          case "/broken":
            throw new Error("internal");
          case "/broken-header":
            return { status: 200, headers: { "X-A": "a\r\nb" } };
          case "/pieces":
            return { status: 200, body: pieces() };
          case "/broken-pieces":
            return { status: 200, body: brokenPieces() };
          default:
            return undefined;
        }
      },
    },
  );
  ({ port } = running.listener);
});
afterAll(() => running.listener.close(0));

const pieces = async function* (): AsyncGenerator<string> {
  yield "one ";
  yield "two";
};
const brokenPieces = async function* (): AsyncGenerator<string> {
  yield "one ";
  throw new Error("no more");
};

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`;

test("a page sees the request as it came, and its reply goes out with a request id", async () => {
  const reply = await ask(
    port,
    "POST /echo?a=b%20c&a=d HTTP/1.1\r\nhost: x\r\nx-two: 1\r\nX-Two: 2\r\ncontent-length: 4\r\nconnection: close\r\n\r\n\x00\x01ab",
  );
  expect([reply.status, reply.body, reply.headers.get("content-type")]).toEqual([
    202,
    "\x00\x01ab",
    "text/plain",
  ]);
  const request = asked.at(-1);
  expect(request?.requestId).toBe(reply.headers.get("x-amzn-requestid"));
  expect([request?.method, request?.query.getAll("a"), request?.headers.get("x-two")]).toEqual([
    "POST",
    ["b c", "d"],
    "1, 2",
  ]);
  expect(request?.remoteAddress).toBe("127.0.0.1");
});

test("a page may ask who signed the request", async () => {
  const reply = await ask(port, await signed({ path: "/_tocsin/keys", service: "tocsin", body: "{}" }));
  expect(json(reply)).toEqual({
    account,
    region: "us-east-1",
    arn: alice.arn,
    accessKeyId: alice.accessKeyId,
  });
  const refused = await ask(port, get("/_tocsin/keys"));
  expect([refused.status, json(refused)["__type"]]).toEqual([403, "MissingAuthenticationTokenException"]);
  const elsewhere = await ask(port, await signed({ path: "/_tocsin/keys", service: "s3", body: "{}" }));
  expect([elsewhere.status, json(elsewhere)["__type"]]).toEqual([403, "InvalidSignatureException"]);
});

test("a page may ask what its signer is allowed to do", async () => {
  const asked: unknown[] = [];
  await using closed = await start(
    {},
    {
      pages: async (request) => ({
        status: 200,
        body: JSON.stringify(await request.signer("tocsin", "StreamEvents")),
      }),
      authorize: (credential, action, resources) => {
        asked.push([credential.accessKeyId, action, resources]);
        return { allowed: false, message: "User: x is not authorized" };
      },
    },
  );
  const reply = await ask(closed.listener.port, await signed({ path: "/events", service: "tocsin" }));
  expect([reply.status, json(reply)]).toEqual([
    403,
    { __type: "AccessDeniedException", message: "User: x is not authorized" },
  ]);
  expect(asked).toEqual([["AKIDEXAMPLE", "tocsin:StreamEvents", ["*"]]]);
});

test("a page may refuse in JSON, and what it breaks stays inside", async () => {
  const denied = await ask(port, get("/denied"));
  expect([denied.status, json(denied)]).toEqual([
    403,
    { __type: "AccessDeniedException", message: "not you" },
  ]);
  const broken = await ask(port, get("/broken"));
  expect([broken.status, json(broken)["__type"]]).toEqual([500, "InternalServerException"]);
  expect(running.logged.some((it) => it.level === "error" && it.text === "a request failed")).toBe(true);
});

test("a reply that cannot be written ends the connection, and is logged", async () => {
  await expect(ask(port, get("/broken-header"))).rejects.toThrow(/none/);
  expect(running.logged.at(-1)).toMatchObject({ level: "error", text: "a reply could not be written" });
});

test("a reply may come in pieces", async () => {
  const reply = await ask(port, get("/pieces"));
  expect(reply.headers.get("transfer-encoding")).toBe("chunked");
  expect(reply.body.replaceAll(/\d\r\n|\r\n/g, "")).toBe("one two");
  expect(reply.body).toMatch(/\r\n0\r\n\r\n$/);
});

test("pieces that break off are not mistaken for a whole", async () => {
  const reply = await ask(port, get("/broken-pieces"));
  expect(reply.body).not.toContain("0\r\n\r\n");
  expect(running.logged.at(-1)).toMatchObject({ level: "error", text: "a reply could not be written" });
  expect((await ask(port, get("/pieces"))).status).toBe(200);
});

test("only the first part of a page's path is logged", async () => {
  await ask(port, get("/denied"));
  await ask(port, get("/intake/secret-token?key=secret"));
  const facts = JSON.stringify(running.logged.at(-1)?.facts);
  expect(facts).toContain('"operation":"GET /intake"');
  expect(facts).not.toContain("secret");
});

test("a page that wants no line in the log gets none", async () => {
  await using quiet = await start();
  await ask(quiet.listener.port, get("/healthz"));
  expect(quiet.logged).toEqual([]);
});
