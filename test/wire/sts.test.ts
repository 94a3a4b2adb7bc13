// GetCallerIdentity in bytes: what the AWS CLI and Terraform ask before anything else.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Running } from "./running.ts";
import { account, alice, start } from "./running.ts";
import { presign, signed, toBytes } from "./signed.ts";
import type { RawReply } from "./socket.ts";
import { ask } from "./socket.ts";

let running: Running;
beforeAll(async () => {
  running = await start();
});
afterAll(() => running.listener.close(0));

const form = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
const post = async (body: string, headers: Record<string, string> = form): Promise<RawReply> =>
  ask(running.listener.port, await signed({ service: "sts", headers, body }));

const identity = (requestId: string | undefined): string =>
  `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <Arn>${alice.arn}</Arn>
    <UserId>AIDAEXAMPLE</UserId>
    <Account>${account}</Account>
  </GetCallerIdentityResult>
  <ResponseMetadata>
    <RequestId>${requestId}</RequestId>
  </ResponseMetadata>
</GetCallerIdentityResponse>
`;

test("a form and a presigned GET are answered in XML", async () => {
  const query = { Action: "GetCallerIdentity", Version: "2011-06-15" };
  const replies = [
    await post("Action=GetCallerIdentity&Version=2011-06-15"),
    await ask(running.listener.port, toBytes(await presign({ service: "sts", query }))),
    await ask(running.listener.port, toBytes(await presign({ service: "sts", query, method: "POST" }))),
    await ask(running.listener.port, await signed({ service: "sts", method: "GET", query })),
  ];
  for (const reply of replies) {
    expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "text/xml"]);
    expect(reply.body).toBe(identity(reply.headers.get("x-amzn-requestid")));
  }
});

test("another action is refused as STS refuses it, without breaking the XML", async () => {
  const reply = await post("Action=%3CAssume%26Role%00%3E&Version=1");
  expect([reply.status, reply.headers.get("content-type")]).toEqual([400, "text/xml"]);
  expect(reply.body).toContain("<Code>InvalidAction</Code>");
  expect(reply.body).toContain(
    "<Message>Could not find operation &lt;Assume&amp;Role?&gt; for version 1</Message>",
  );
});

test("no action, a broken form and a huge one are refused", async () => {
  expect((await post("")).body).toContain("for version NO_VERSION_SPECIFIED");
  expect((await post("Action=%zz")).body).toContain("<Code>MalformedHttpRequest</Code>");
  const long = await post(`Action=${"x".repeat(1024 * 1024)}`);
  expect([long.status, long.headers.get("content-type")]).toEqual([413, "text/xml"]);
});

test("without a signature it says so in the words of the query protocol", async () => {
  const text = "Action=GetCallerIdentity";
  const unsigned = [
    `POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
    `GET /?${text} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
  ];
  for (const bytes of unsigned) {
    const reply = await ask(running.listener.port, bytes);
    expect(reply.status).toBe(403);
    expect(reply.body).toContain("<Code>MissingAuthenticationToken</Code>");
  }
});

test("the root user is known by its account", async () => {
  const root = { ...alice, arn: `arn:aws:iam::${account}:root` };
  const { userId: _, ...nameless } = root;
  await using server = await start({}, { findCredential: async () => nameless });
  const reply = await ask(
    server.listener.port,
    await signed({ service: "sts", headers: form, body: "Action=GetCallerIdentity" }),
  );
  expect(reply.body).toContain(`<UserId>${account}</UserId>`);
});

test("beyond the rate it answers Throttling", async () => {
  await using server = await start({}, { throttle: () => 1 });
  const reply = await ask(
    server.listener.port,
    await signed({ service: "sts", headers: form, body: "Action=GetCallerIdentity" }),
  );
  expect([reply.status, reply.headers.get("retry-after")]).toEqual([400, "1"]);
  expect(reply.body).toContain("<Code>Throttling</Code>");
});
