// HTTP itself: limits, slow and broken clients, and a close that loses nothing.
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Run, Running } from "./running.ts";
import { account, start } from "./running.ts";
import type { Request } from "./signed.ts";
import { sign, signed, toBytes } from "./signed.ts";
import type { RawReply } from "./socket.ts";
import { ask, dial, hearOut, json, parseReplies, say } from "./socket.ts";

const plan = `arn:aws:ssm-incidents::${account}:response-plan/checkout`;
const body = JSON.stringify({ responsePlanArn: plan });
const startIncident: Request = { path: "/startIncident", body };
const record = "arn:aws:ssm-incidents::1:incident-record/x/y";
const started: Run = () => ({ incidentRecordArn: record });
const healthz = (more = ""): string => `GET /healthz HTTP/1.1\r\nhost: x\r\n${more}\r\n`;
const last = "connection: close\r\n";

let running: Running;
let port = 0;
beforeAll(async () => {
  running = await start({ StartIncident: started });
  ({ port } = running.listener);
});
afterAll(() => running.listener.close(0));

const expectJson = (reply: RawReply | undefined, status: number, name: string): void => {
  expect([reply?.status, reply?.headers.get("x-amzn-errortype")]).toEqual([status, name]);
  expect(reply?.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
  expect(reply?.headers.get("content-type")).toMatch(/json$/);
  if (reply !== undefined) expect(json(reply)["__type"]).toBe(name);
};

/** A call whose body is as long as this, in bytes. */
const padded = (length: number): Request => ({
  path: "/startIncident",
  body: body + " ".repeat(length - body.length),
});

describe("limits", () => {
  test("a body of the limit passes, a byte more does not", async () => {
    const limit = 1024 * 1024;
    expect((await ask(port, await signed(padded(limit)))).status).toBe(200);
    expectJson(await ask(port, await signed(padded(limit + 1))), 413, "RequestEntityTooLargeException");
  });

  test("a body that is announced to be far too long is refused before it is sent", async () => {
    const reply = await ask(
      port,
      "POST /startIncident HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999\r\n\r\n{",
    );
    expectJson(reply, 413, "RequestEntityTooLargeException");
    expect(reply.headers.get("connection")).toBe("close");
  });

  test("a body in chunks is counted as it comes", async () => {
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    const reply = await ask(
      port,
      `POST /startIncident HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n${last}\r\n${chunk.repeat(20)}0\r\n\r\n`,
    );
    expectJson(reply, 413, "RequestEntityTooLargeException");
  });

  test("a body in chunks is a body like any other", async () => {
    const { method, target, headers } = await sign(startIncident);
    const half = body.length >> 1;
    const pieces = [body.slice(0, half), body.slice(half)].map(
      (piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`,
    );
    const head = toBytes({
      method,
      target,
      headers: { ...headers, "transfer-encoding": "chunked" },
      body: Buffer.alloc(0),
    });
    const reply = await ask(port, Buffer.concat([head, Buffer.from(`${pieces.join("")}0\r\n\r\n`)]));
    expect([reply.status, json(reply)]).toEqual([200, { incidentRecordArn: record }]);
  });

  test("headers beyond their length or number are refused", async () => {
    expectJson(
      await ask(port, healthz(`x-long: ${"a".repeat(40_000)}\r\n`)),
      431,
      "RequestHeaderSectionTooLargeException",
    );
    expectJson(
      await ask(port, healthz(`${"x-many: a\r\n".repeat(200)}${last}`)),
      431,
      "RequestHeaderSectionTooLargeException",
    );
  });

  test("connections beyond their number are dropped, and served again when there is room", async () => {
    await using small = await start({}, { limits: { connections: 1 } });
    const first = await dial(small.listener.port);
    const second = await dial(small.listener.port);
    expect(await hearOut(second)).toEqual([]);
    first.destroy();
    await once(first, "close");
    let reply: RawReply | undefined;
    while (reply === undefined) [reply] = await say(small.listener.port, healthz(last));
    expect(reply.status).toBe(200);
  });
});

const endless = async function* (): AsyncGenerator<Buffer> {
  for (;;) yield Buffer.alloc(65_536);
};

describe("slow and silent clients are dropped", () => {
  let impatient: Running;
  let port = 0;
  beforeAll(async () => {
    impatient = await start(
      { StartIncident: started },
      { limits: { headersMilliseconds: 300, requestMilliseconds: 600, keepAliveMilliseconds: 200 } },
    );
    ({ port } = impatient.listener);
  });
  afterAll(() => impatient.listener.close(0));

  test("one that says nothing", async () => {
    expect(await hearOut(await dial(port))).toEqual([]);
  });

  test("one that never ends its headers", async () => {
    const socket = await dial(port);
    const drip = setInterval(() => socket.write("x-a: b\r\n"), 50);
    socket.write("GET /healthz HTTP/1.1\r\n");
    const [reply] = await hearOut(socket);
    clearInterval(drip);
    expectJson(reply, 408, "RequestTimeoutException");
  });

  test("one that never ends its body", async () => {
    const socket = await dial(port);
    const drip = setInterval(() => socket.write("x"), 50);
    socket.write("POST /startIncident HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n");
    const replies = await hearOut(socket);
    clearInterval(drip);
    expect(replies.length).toBe(1);
    expectJson(replies[0], 408, "RequestTimeoutException");
  });

  test("one that has got its answer and asks nothing more", async () => {
    const socket = await dial(port);
    socket.write(healthz());
    expect((await hearOut(socket)).map((it) => it.status)).toEqual([200]);
  });

  test("one that does not read its answer", async () => {
    const ended = Promise.withResolvers<void>();
    await using patient = await start(
      {},
      {
        limits: { silenceMilliseconds: 200 },
        pages: async (request) => {
          request.gone().addEventListener("abort", () => ended.resolve());
          return { status: 200, body: endless() };
        },
      },
    );
    const socket = await dial(patient.listener.port);
    socket.pause();
    socket.write(healthz());
    await ended.promise;
    socket.destroy();
  });

  test("one that leaves in the middle of its body harms nobody", async () => {
    const before = impatient.logged.length;
    const socket = await dial(port);
    socket.end("POST /startIncident HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nabc");
    await hearOut(socket);
    expect((await ask(port, healthz(last))).status).toBe(200);
    expect(impatient.logged.slice(before).filter((it) => it.level === "error")).toEqual([]);
  });
});

describe("odd HTTP", () => {
  test.each([
    ["noise", "\x16\x03\x01\x02\x00\x01\x00\r\n\r\n"],
    ["a method that is none", "BREW /pot HTTP/1.1\r\nhost: x\r\n\r\n"],
    ["a version that is none", "GET / HTTP/9.9\r\nhost: x\r\n\r\n"],
    ["a header without a name", "GET / HTTP/1.1\r\nhost: x\r\n: y\r\n\r\n"],
    ["a folded header", "GET / HTTP/1.1\r\nhost: x\r\n folded\r\n\r\n"],
    ["a length that is none", "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ten\r\n\r\n"],
    ["two lengths", "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}"],
    [
      "a length and chunks",
      "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ["a chunk that is none", "POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n\r\n"],
    ["a tunnel", "CONNECT example.com:443 HTTP/1.1\r\nhost: x\r\n\r\n"],
    ["no host", `GET / HTTP/1.1\r\n${last}\r\n`],
    ["two hosts", `GET / HTTP/1.1\r\nhost: x\r\nhost: y\r\n${last}\r\n`],
    ["a broken escape in the query", `GET /?a=%zz HTTP/1.1\r\nhost: x\r\n${last}\r\n`],
  ])("%s: one well-formed answer, then the end", async (_, bytes) => {
    expectJson(await ask(port, bytes), 400, "MalformedHttpRequestException");
  });

  test.each([
    ["OPTIONS", "*"],
    ["OPTIONS", "/startIncidents"],
    ["PATCH", "/nothing"],
    ["GET", "/favicon.ico"],
    ["GET", "http://localhost/absolute"],
  ])("%s %s of nobody is not found", async (method, target) => {
    const reply = await ask(port, `${method} ${target} HTTP/1.1\r\nhost: x\r\n${last}\r\n`);
    expectJson(reply, 404, "UnknownOperationException");
  });

  test("the old HTTP of health checks, without a host, is served", async () => {
    const reply = await ask(port, "GET /healthz HTTP/1.0\r\n\r\n");
    expect([reply.status, reply.body]).toEqual([200, "ok\n"]);
  });

  test("HEAD has the headers of GET, and no body", async () => {
    const bytes = Buffer.from(healthz(last).replace("GET", "HEAD"));
    const socket = await dial(port);
    const pieces: Buffer[] = [];
    socket.on("data", (piece: Buffer) => pieces.push(piece));
    socket.write(bytes);
    await once(socket, "close");
    const text = Buffer.concat(pieces).toString();
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(text).toMatch(/Content-Length: 3\r\n/);
    expect(text).toMatch(/\r\n\r\n$/);
  });

  test("a request to upgrade is answered as if it had not asked", async () => {
    const reply = await ask(port, healthz("connection: upgrade, close\r\nupgrade: h2c\r\n"));
    expect([reply.status, reply.body]).toEqual([200, "ok\n"]);
  });

  test("a client that waits for 100 Continue gets it, unless its body would be refused", async () => {
    const { headers, ...parts } = await sign(startIncident);
    const replies = await say(port, toBytes({ ...parts, headers: { ...headers, expect: "100-continue" } }));
    expect(replies.map((it) => it.status)).toEqual([100, 200]);
    const tooLong = `expect: 100-continue\r\ncontent-length: 1048577\r\n`;
    const refused = await say(port, `POST /startIncident HTTP/1.1\r\nhost: x\r\n${tooLong}\r\n`);
    expect(refused.map((it) => it.status)).toEqual([413]);
  });

  test("requests in a row on one connection are answered in their order", async () => {
    const gates = Array.from({ length: 3 }, () => Promise.withResolvers<void>());
    await using server = await start({
      StartIncident: async ({ title }) => {
        const turn = Number(title);
        await gates[turn]?.promise;
        gates[turn - 1]?.resolve();
        return { incidentRecordArn: `${record}${turn}` };
      },
    });
    gates[2]?.resolve();
    const requests = await Promise.all(
      [0, 1, 2].map(async (turn) => {
        const parts = await sign({
          path: "/startIncident",
          body: JSON.stringify({ responsePlanArn: plan, title: String(turn) }),
        });
        return toBytes(
          turn === 2 ? parts : { ...parts, headers: { ...parts.headers, connection: "keep-alive" } },
        );
      }),
    );
    const replies = await say(server.listener.port, Buffer.concat(requests));
    expect(replies.map((it) => json(it)["incidentRecordArn"])).toEqual([
      `${record}0`,
      `${record}1`,
      `${record}2`,
    ]);
  });

  test("noise after a request waits until the request is answered", async () => {
    const gate = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    await using server = await start({
      StartIncident: async () => {
        begun.resolve();
        await gate.promise;
        return { incidentRecordArn: record };
      },
    });
    const parts = await sign(startIncident);
    const bytes = toBytes({ ...parts, headers: { ...parts.headers, connection: "keep-alive" } });
    const socket = await dial(server.listener.port);
    socket.write(Buffer.concat([bytes, Buffer.from("\x00noise\r\n\r\n")]));
    await begun.promise;
    gate.resolve();
    const replies = await hearOut(socket);
    expect(replies.map((it) => it.status)).toEqual([200]);
  });
});

/** A server with a call under way, which `gate` lets finish. */
const held = async () => {
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const server = await start({
    StartIncident: async () => {
      begun.resolve();
      await gate.promise;
      return { incidentRecordArn: record };
    },
  });
  const parts = await sign(startIncident);
  const bytes = toBytes({ ...parts, headers: { ...parts.headers, connection: "keep-alive" } });
  const socket = await dial(server.listener.port);
  const heard = hearOut(socket);
  socket.write(bytes);
  await begun.promise;
  return { server, gate, heard };
};

describe("closing", () => {
  test("answers what was begun, tells the client that it was the last, and takes nothing new", async () => {
    const { server, gate, heard } = await held();
    const closed = server.listener.close(10_000);
    await expect(dial(server.listener.port)).rejects.toThrow(/ECONNREFUSED/);
    gate.resolve();
    const [reply] = await heard;
    expect([reply?.status, reply?.headers.get("connection")]).toEqual([200, "close"]);
    await closed;
  });

  test("cuts what is not done in time", async () => {
    const { server, heard, gate } = await held();
    await server.listener.close(50);
    expect(await heard).toEqual([]);
    gate.resolve();
  });

  test("does not wait for idle or silent connections", async () => {
    await using server = await start();
    const idle = await dial(server.listener.port);
    idle.write(healthz());
    await once(idle, "data");
    const silent = await dial(server.listener.port);
    await server.listener.close(60_000);
    expect(parseReplies(Buffer.alloc(0))).toEqual(await hearOut(silent));
    if (!idle.closed) await once(idle, "close");
  });

  test("ends endless replies", async () => {
    await using server = await start(
      {},
      {
        pages: async (request) => {
          const gone = request.gone();
          return {
            status: 200,
            headers: { "Content-Type": "text/event-stream" },
            body: (async function* () {
              yield "data: 1\n\n";
              await once(gone, "abort");
            })(),
          };
        },
      },
    );
    const socket = await dial(server.listener.port);
    const heard = hearOut(socket);
    socket.write(healthz());
    await once(socket, "data");
    await server.listener.close(60_000);
    const [reply] = await heard;
    expect(reply?.status).toBe(200);
    expect(reply?.body).toContain("data: 1");
  });

  test("twice is closing once", async () => {
    const server = await start();
    await Promise.all([server.listener.close(0), server.listener.close(0)]);
    await server.listener.close(0);
  });
});

test("an address in use is an error of listen", async () => {
  await expect(start({}, { port })).rejects.toThrow(/EADDRINUSE/);
});
