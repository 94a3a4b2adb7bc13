// The outbox of a whole server with nothing set up: everything is seen, by those who may.
import { join } from "node:path";
import { AcceptPageCommand } from "@aws-sdk/client-ssm-contacts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signRequest, type Credentials } from "../../src/cli/sign.ts";
import { run } from "../harness/command.ts";
import { region, rootKey, testServer } from "../harness/server.ts";
import { type Paged, somebody } from "./paged.ts";

const address = "Alice@example.com";
let alice: Paged;
let page: string;
beforeAll(async () => {
  alice = await somebody({ type: "EMAIL", address });
  ({ page } = await alice.page());
});
afterAll(() => alice[Symbol.asyncDispose]());

async function call(path: string, input: object, credentials: Credentials = rootKey) {
  const url = new URL(path, alice.tocsin.url);
  const request = { method: "POST", url, body: JSON.stringify(input) } as const;
  const headers = signRequest({ ...request, credentials, region, service: "tocsin", date: new Date() });
  const reply = await fetch(url, { method: "POST", headers, body: request.body });
  return { status: reply.status, body: (await reply.json()) as Record<string, never> };
}

test("a page and its code are seen where no provider is set up, and the code acknowledges", async () => {
  const [message] = await alice.outbox(address.toLowerCase());
  expect(message).toMatchObject({
    type: "PAGE",
    to: address,
    contactName: "Alice",
    channelType: "EMAIL",
    medium: "EMAIL",
    outcome: "KEPT",
    said: "in the outbox, no provider for e-mail is configured",
    subject: "Checkout <is> down",
    pageArn: page,
  });
  expect(message?.text).toContain(message?.code);
  await alice.tocsin.contacts.send(
    new AcceptPageCommand({ PageId: page, AcceptType: "READ", AcceptCode: message?.code }),
  );
  expect(await alice.receipts(page)).toEqual([
    "SENT: in the outbox, no provider for e-mail is configured (Alice by e-mail at A…@example.com)",
    `READ: ${message?.code}`,
  ]);
});

test("ListOutbox has it page by page, the newest first", async () => {
  const first = await call("/_tocsin/outbox/list", { maxResults: 1 });
  const { messages, nextToken } = first.body as unknown as { messages: object[]; nextToken: string };
  expect(messages).toMatchObject([{ type: "PAGE" }]);
  const second = await call("/_tocsin/outbox/list", { maxResults: 1, nextToken });
  expect(second.body).toMatchObject({ messages: [{ type: "ACTIVATION_CODE" }] });
  expect(second.body).not.toHaveProperty("nextToken");
  expect((await call("/_tocsin/outbox/list", { to: "bob@example.com" })).body).toEqual({ messages: [] });
  expect(await call("/_tocsin/outbox/list", { nextToken: "x" })).toMatchObject({
    status: 400,
    body: { __type: "ValidationException" },
  });
});

test("only administrators see the codes of others", async () => {
  const { body } = await call("/_tocsin/keys/create", { userName: "eve", policy: { readyMade: "resolver" } });
  const eve = body["accessKey"] as unknown as Credentials;
  expect(await call("/_tocsin/outbox/list", {}, eve)).toMatchObject({
    status: 403,
    body: { __type: "AccessDeniedException" },
  });
});

test("`tocsin outbox` shows it, the newest at the bottom", async () => {
  const tocsin = (...args: string[]) =>
    run(process.execPath, [join(import.meta.dirname, "../../src/main.ts"), "outbox", ...args], {
      env: { ...alice.tocsin.environment },
    });
  const [human, json, nobody] = await Promise.all([
    tocsin("--to", address),
    tocsin("--json"),
    tocsin("--to", "bob@example.com", "--endpoint", alice.tocsin.url),
  ]);
  expect(human.stderr).toBe("");
  expect(human.stdout).toMatch(/E-mail to Alice@example\.com \(Alice\), kept: in the outbox, no provider/);
  expect(human.stdout).toMatch(/activation code[\s\S]+Checkout <is> down\n {4}Alice, you are paged\./);
  const lines = json.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { type: string });
  expect(lines.map(({ type }) => type)).toEqual(["ACTIVATION_CODE", "PAGE"]);
  expect(nobody.stdout).toBe("The outbox is empty.\n");
});

test("without a signature it is seen only where time stands still, and of one account", async () => {
  const other = await fetch(`${alice.tocsin.url}/_tocsin/outbox?account=444455556666`);
  expect(await other.json()).toEqual({ messages: [] });
  expect((await fetch(`${alice.tocsin.url}/_tocsin/outbox`, { method: "POST" })).status).toBe(405);
  await using real = await testServer({ TOCSIN_CLOCK: "system" });
  expect((await fetch(`${real.url}/_tocsin/outbox`)).status).toBe(404);
});

test("a message is forgotten after thirty days", async () => {
  await using bob = await somebody({ type: "SMS", address: "+4915112345667" });
  await bob.tocsin.advance("P29DT23H");
  expect(await bob.outbox()).toHaveLength(1);
  await bob.tocsin.advance("PT2H");
  expect(await bob.outbox()).toEqual([]);
});
