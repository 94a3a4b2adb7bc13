// The link in an e-mail: one tap and one press acknowledge, looking does not.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listenForMail, type SmtpListener } from "./smtp-listener.ts";
import { type Paged, somebody } from "./paged.ts";

let mailbox: SmtpListener;
let alice: Paged;
beforeAll(async () => {
  mailbox = await listenForMail();
  alice = await somebody({
    type: "EMAIL",
    address: "alice@example.com",
    env: { TOCSIN_SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`, TOCSIN_MAIL_FROM: "pager@example.com" },
  });
});
afterAll(async () => {
  await alice[Symbol.asyncDispose]();
  await mailbox[Symbol.asyncDispose]();
});

async function paged() {
  const page = await alice.page();
  const mail = mailbox.mails.at(-1);
  const [, link = ""] = /href="([^"]+\/acknowledge\/[^"]+)"/.exec(mail?.html ?? "") ?? [];
  const open = async (method: string) => {
    const reply = await alice.open(link, { method });
    return { status: reply.status, headers: reply.headers, text: await reply.text() };
  };
  return { ...page, link, open };
}

const acknowledgments = async (page: string): Promise<string[]> =>
  (await alice.receipts(page)).filter((receipt) => receipt.startsWith("READ"));

test("opening it shows what it is about and changes nothing, however often scanners do so", async () => {
  const { page, open } = await paged();
  for (const method of ["HEAD", "GET", "GET"]) expect(await open(method)).toMatchObject({ status: 200 });
  const { text } = await open("GET");
  expect(text).toContain("Alice, you are paged");
  expect(text).toContain("Checkout &lt;is&gt; down");
  expect(text).toContain('<form method="post">');
  expect(await acknowledgments(page)).toEqual([]);
});

test("pressing its button acknowledges, once", async () => {
  const { page, open } = await paged();
  expect(await open("POST")).toMatchObject({
    status: 200,
    text: expect.stringContaining("<h1>Acknowledged</h1>"),
  });
  for (const method of ["POST", "GET"])
    expect(await open(method)).toMatchObject({
      status: 200,
      text: expect.stringContaining("<h1>Already acknowledged</h1>"),
    });
  expect(await acknowledgments(page)).toEqual(["READ: Acknowledged through the link in the message."]);
});

test("of a page that was stopped it says so, and leaves no button", async () => {
  const { engagement, open } = await paged();
  await alice.stop(engagement);
  const { text } = await open("GET");
  expect(text).toContain("This page is over");
  expect(text).not.toContain("<form");
});

test("it sets no cookie, runs no script, and leaks to nobody where it leads", async () => {
  const { open } = await paged();
  const { headers, text } = await open("GET");
  expect(Object.fromEntries(headers)).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": expect.stringMatching(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; frame-ancestors 'none'/,
    ),
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow",
  });
  expect(headers.has("set-cookie")).toBe(false);
  expect(text).not.toMatch(/<script|<img|<link|\bon\w+=|https?:/);
});

describe("a link that", () => {
  test("was cut off does not work, and the page says what does", async () => {
    const { link, page } = await paged();
    const reply = await alice.open(link.slice(0, -3), { method: "POST" });
    expect(reply.status).toBe(404);
    expect(await reply.text()).toContain("The code in the message still acknowledges the page");
    expect(await acknowledgments(page)).toEqual([]);
  });

  test("is asked for in another way is refused", async () => {
    const { open } = await paged();
    const reply = await open("PUT");
    expect(reply.status).toBe(405);
    expect(reply.headers.get("allow")).toBe("GET, HEAD, POST");
  });

  test("is older than a day has expired", async () => {
    const { open, page } = await paged();
    await alice.tocsin.advance("PT24H");
    expect(await open("GET")).toMatchObject({ status: 410 });
    expect(await open("POST")).toMatchObject({ status: 410 });
    expect(await acknowledgments(page)).toEqual([]);
  });
});
