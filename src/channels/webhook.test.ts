// Webhooks against real listeners: signed, bounded, and no way into the network behind.
import { createHmac } from "node:crypto";
import tls from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Certificate, selfMadeCertificate } from "../../test/channels/certificate.ts";
import { type AnswerHttp, answerJson, listenForHttp } from "../../test/channels/http-listener.ts";
import type { Notice, WebhookLetter } from "../domain/messages/letter.ts";
import { createWebhook, type WebhookSettings } from "./webhook.ts";

const notice: Notice = {
  type: "page",
  contact: "Alice",
  subject: "Datenbank – kaputt",
  content: "Alles brennt.",
  code: "123456",
  acknowledgeUrl: "https://tocsin.example.com/acknowledge/token",
  incidentUrl: "https://tocsin.example.com/incident/x",
  pageArn: "arn:page",
};
const letter: WebhookLetter = { medium: "webhook", subject: notice.subject, text: notice.content, notice };
const settings: WebhookSettings = {
  schemes: ["https", "ntfy", "http"],
  hosts: undefined,
  secret: "a-secret-of-the-tests",
  wallNow: () => 1_795_420_800_999,
};
const never = new AbortController().signal;
const send = (address: string, changed: Partial<WebhookSettings> = {}, it: WebhookLetter = letter) =>
  createWebhook({ ...settings, ...changed })(
    { letter: it, to: { name: "Alice", address }, key: "page-1#1" },
    never,
  );
const accept: AnswerHttp = (_, response) => void response.writeHead(204).end();

let certificate: Certificate;
const trusted = tls.getCACertificates("default");
beforeAll(() => {
  certificate = selfMadeCertificate();
  tls.setDefaultCACertificates([...trusted, certificate.cert]);
});
afterAll(() => tls.setDefaultCACertificates(trusted));

describe("a webhook", () => {
  test("is a signed POST of JSON", async () => {
    await using far = await listenForHttp(accept, certificate);
    expect(await send(`${far.url}/hook?a=b`)).toEqual({ outcome: "sent", said: "localhost answered 204" });
    const [asked] = far.asked;
    expect(asked).toMatchObject({
      method: "POST",
      path: "/hook?a=b",
      headers: { "content-type": "application/json", "idempotency-key": "page-1#1", "user-agent": "Tocsin" },
    });
    expect(JSON.parse(asked?.body ?? "")).toEqual({ id: "page-1#1", ...notice });
    const v1 = createHmac("sha256", settings.secret).update(`1795420800.${asked?.body}`).digest("hex");
    expect(asked?.headers["tocsin-signature"]).toBe(`t=1795420800,v1=${v1}`);
  });

  test("says what the far side calls it, where that looks like an id", async () => {
    await using far = await listenForHttp((_, response) => answerJson(response, 200, { id: "hwQ2YpKdmg" }));
    expect(await send(far.url)).toEqual({ outcome: "sent", said: "hwQ2YpKdmg" });
  });

  test("takes user and password out of the address", async () => {
    await using far = await listenForHttp(accept);
    await send(`http://alice:p%40ss@127.0.0.1:${far.port}/hook`);
    expect(far.asked).toMatchObject([
      { path: "/hook", headers: { authorization: `Basic ${btoa("alice:p@ss")}` } },
    ]);
  });

  test("goes to hosts that are set up, and to no other", async () => {
    await using far = await listenForHttp(accept);
    const hosts = ["push.example.com", "*.example.net", "127.0.0.1"];
    expect(await send(far.url, { hosts })).toMatchObject({ outcome: "sent" });
    for (const host of ["localhost", "example.net", "evil-example.net", "push.example.com.evil.example"])
      expect(await send(`http://${host}:${far.port}/`, { hosts })).toEqual({
        outcome: "failed",
        said: `${host} is not among the hosts that are set up (TOCSIN_WEBHOOK_HOSTS)`,
      });
    expect(far.asked).toHaveLength(1);
  });

  test.each([
    ["http://127.0.0.1:1/", "addresses that begin with http:// are not set up (TOCSIN_WEBHOOK_SCHEMES)"],
    ["file:///etc/passwd", "addresses that begin with file:// are not set up (TOCSIN_WEBHOOK_SCHEMES)"],
    ["https://", "the address is none"],
  ])("goes nowhere for %s", async (address, said) => {
    expect(await send(address, { schemes: ["https"] })).toEqual({ outcome: "failed", said });
  });

  test("follows no redirect", async () => {
    await using inside = await listenForHttp(accept);
    await using far = await listenForHttp(
      (_, response) => void response.writeHead(302, { location: inside.url }).end(),
    );
    expect(await send(far.url)).toEqual({
      outcome: "failed",
      said: "127.0.0.1 answered 302, and redirects are not followed",
    });
    expect(inside.asked).toEqual([]);
  });

  test("tells nothing of what an address answers but its status", async () => {
    await using far = await listenForHttp((_, response) =>
      answerJson(response, 403, { secret: "of the network" }),
    );
    expect(await send(far.url)).toEqual({ outcome: "failed", said: "127.0.0.1 answered 403" });
  });

  test("to what is gone is not tried again; a failure in the middle may have arrived", async () => {
    const answering = (status: number) =>
      listenForHttp((_, response) => void response.writeHead(status).end());
    await using gone = await answering(410);
    await using broken = await answering(500);
    await using busy = await answering(503);
    expect(await send(gone.url)).toMatchObject({ outcome: "failed", permanent: true });
    expect(await send(broken.url)).toMatchObject({ outcome: "failed", uncertain: true });
    expect(await send(busy.url)).toEqual({ outcome: "failed", said: "127.0.0.1 answered 503" });
  });

  test("takes in no endless answer", async () => {
    let pieces = 0;
    await using far = await listenForHttp((_, response) => {
      const more = (): unknown => {
        pieces += 1;
        return response.write("x".repeat(60_000), (error) => (error ? undefined : more()));
      };
      response.writeHead(200);
      more();
    });
    expect(await send(far.url)).toEqual({ outcome: "sent", said: "127.0.0.1 answered 200" });
    expect(pieces).toBeLessThan(1000);
  });

  test("to a host whose certificate nobody has vouched for is not sent", async () => {
    await using far = await listenForHttp(accept, selfMadeCertificate());
    expect(await send(far.url)).toMatchObject({
      outcome: "failed",
      said: expect.stringMatching(/^localhost cannot be reached: no secure connection is possible/),
    });
    expect(far.asked).toEqual([]);
  });
});

describe("a notice to ntfy", () => {
  test("has a button that acknowledges, and goes by https", async () => {
    await using far = await listenForHttp(
      (_, response) => answerJson(response, 200, { id: "ntfy1" }),
      certificate,
    );
    expect(await send(`ntfy://:tk_secret@localhost:${far.port}/my-topic`)).toEqual({
      outcome: "sent",
      said: "ntfy1",
    });
    expect(far.asked).toMatchObject([
      {
        method: "POST",
        path: "/my-topic",
        headers: {
          title: `=?UTF-8?B?${Buffer.from(notice.subject).toString("base64")}?=`,
          priority: "urgent",
          click: notice.acknowledgeUrl,
          actions: `http, Acknowledge, ${notice.acknowledgeUrl}, method=POST, clear=true; view, Open the incident, ${notice.incidentUrl}`,
          authorization: `Basic ${btoa(":tk_secret")}`,
        },
        body: "Alles brennt.\n\nCode: 123456",
      },
    ]);
  });

  test("is cut to what arrives as a message, its code never", async () => {
    await using far = await listenForHttp(accept, certificate);
    await send(
      `ntfy://localhost:${far.port}/t`,
      {},
      { ...letter, subject: "x\r\ny", text: "ü".repeat(5000) },
    );
    const [asked] = far.asked;
    expect(Buffer.byteLength(asked?.body ?? "")).toBeLessThanOrEqual(4000);
    expect(asked?.body).toMatch(/^ü+…\n\nCode: 123456$/);
    expect(asked?.headers["title"]).toMatch(/^=\?UTF-8\?B\?/);
  });

  test("has no buttons where no link leads to Tocsin", async () => {
    await using far = await listenForHttp(accept, certificate);
    const bare = { ...notice, acknowledgeUrl: undefined, incidentUrl: undefined };
    await send(`ntfy://localhost:${far.port}/t`, {}, { ...letter, notice: bare });
    expect(Object.keys(far.asked[0]?.headers ?? {})).not.toContain("actions");
  });
});
