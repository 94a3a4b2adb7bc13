// E-mail against a real mail server: what arrives, in safety, and what is said when it does not.
import { createServer, type Server } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import tls from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SMTPServerOptions } from "smtp-server";
import { type Certificate, selfMadeCertificate } from "../../test/channels/certificate.ts";
import { listenForMail, refusal } from "../../test/channels/smtp-listener.ts";
import type { EmailLetter } from "../domain/messages/letter.ts";
import { createEmail, type EmailSettings } from "./email.ts";

const letter: EmailLetter = {
  medium: "email",
  subject: "Grüße aus der Datenbank",
  text: "Alles brennt.\n.\n.. ein Punkt allein",
  html: "<p>Alles brennt.</p>",
  urgent: true,
  thread: "arn:incident",
};
const delivery = { letter, to: { name: "Alice Müller", address: "alice@example.com" }, key: "page-1#1" };
const now = Date.UTC(2026, 10, 23, 8);

const settings = (port: number, server: Partial<EmailSettings["server"]> = {}): EmailSettings => ({
  server: { host: "localhost", port, tls: false, login: undefined, ...server },
  from: { name: "Tocsin, Bereitschaft", address: "pager@example.com" },
  now: () => now,
});

const never = new AbortController().signal;
const send = (port: number, server?: Partial<EmailSettings["server"]>, signal = never) =>
  createEmail(settings(port, server))(delivery, signal);

const login = { user: "tocsin", password: "p:/ss wörd" };
const withLogin: SMTPServerOptions = {
  authOptional: false,
  onAuth: ({ username, password }, _, done) =>
    username === login.user && password === login.password
      ? done(null, { user: username })
      : done(refusal(535, "5.7.8 Authentication failed")),
};

/** Trusted by this process while these tests run. */
let certificate: Certificate;
const trusted = tls.getCACertificates("default");
beforeAll(() => {
  certificate = selfMadeCertificate();
  tls.setDefaultCACertificates([...trusted, certificate.cert]);
});
afterAll(() => tls.setDefaultCACertificates(trusted));

describe("an e-mail", () => {
  test("arrives with its text and its HTML, whatever the letters", async () => {
    await using mailbox = await listenForMail();
    const sent = await send(mailbox.port);
    expect(sent).toEqual({ outcome: "sent", said: "250 queued as 1" });
    const [mail] = mailbox.mails;
    expect(mail).toMatchObject({ from: "pager@example.com", to: ["alice@example.com"], secure: false });
    expect(mail?.text.trimEnd()).toBe(letter.text);
    expect(mail?.html.trimEnd()).toBe(letter.html);
    const headers = Object.fromEntries(mail?.headers ?? []);
    expect(headers).toMatchObject({
      subject: letter.subject,
      to: "Alice Müller <alice@example.com>",
      from: '"Tocsin, Bereitschaft" <pager@example.com>',
      date: "Mon, 23 Nov 2026 08:00:00 +0000",
      importance: "high",
      "auto-submitted": "auto-generated",
    });
  });

  test("has the same id when it is sent again, and stands in the thread of its incident", async () => {
    await using mailbox = await listenForMail();
    const email = createEmail(settings(mailbox.port));
    await email(delivery, never);
    await email(delivery, never);
    await email({ ...delivery, key: "page-2#1" }, never);
    await email({ ...delivery, key: "page-3#1", letter: { ...letter, thread: "arn:another" } }, never);
    const header = (name: string) => mailbox.mails.map(({ headers }) => headers.get(name));
    const [first, again, other] = header("message-id");
    expect(first).toMatch(/^<[0-9a-f]{40}@example\.com>$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    const [thread, ...threads] = header("references");
    expect(threads.slice(0, 2)).toEqual([thread, thread]);
    expect(threads[2]).not.toBe(thread);
    expect(header("in-reply-to")).toEqual(header("references"));
  });

  test("cannot be led astray by what stands in names and subjects", async () => {
    await using mailbox = await listenForMail();
    const subject = "Down\r\nBcc: eve@example.com";
    const to = { name: 'Alice" <eve@example.com>\r\nBcc: eve@example.com, "', address: "alice@example.com" };
    await createEmail(settings(mailbox.port))({ ...delivery, letter: { ...letter, subject }, to }, never);
    const [mail] = mailbox.mails;
    expect(mail?.to).toEqual(["alice@example.com"]);
    expect(mail?.headers.has("bcc")).toBe(false);
  });
});

describe("a mail server", () => {
  test("is spoken to through TLS as soon as it offers it, and only then learns the password", async () => {
    await using mailbox = await listenForMail({ ...withLogin, ...certificate, secure: false });
    expect(await send(mailbox.port, { login })).toMatchObject({ outcome: "sent" });
    expect(mailbox.mails).toMatchObject([{ secure: true, user: "tocsin" }]);
  });

  test("is spoken to through TLS from the first byte where the setting says so", async () => {
    await using mailbox = await listenForMail({ ...withLogin, ...certificate, secure: true });
    expect(await send(mailbox.port, { tls: true, login })).toMatchObject({ outcome: "sent" });
    expect(mailbox.mails).toMatchObject([{ secure: true, user: "tocsin" }]);
  });

  test("out in the network gets no password without TLS", async () => {
    let asked = 0;
    await using mailbox = await listenForMail({
      ...withLogin,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => {
        asked += 1;
        done(null, { user: "x" });
      },
    });
    // Leads to this machine, and does not look like it.
    const sent = await send(mailbox.port, { host: "0.0.0.0", login });
    expect(sent).toMatchObject({
      outcome: "failed",
      said: expect.stringMatching(/^the mail server refuses a secure connection: 500/),
    });
    expect(asked).toBe(0);
    expect(mailbox.mails).toEqual([]);
  });

  test("whose certificate nobody has vouched for gets nothing", async () => {
    await using mailbox = await listenForMail({ ...selfMadeCertificate(), secure: true });
    const sent = await send(mailbox.port, { tls: true });
    expect(sent).toMatchObject({ outcome: "failed", said: expect.stringContaining("no secure connection") });
    expect(sent).not.toHaveProperty("uncertain");
    expect(mailbox.mails).toEqual([]);
  });

  test("that knows another password says so, and nobody hears ours", async () => {
    await using mailbox = await listenForMail({ ...withLogin, ...certificate });
    const sent = await send(mailbox.port, { login: { ...login, password: "wrong" } });
    expect(sent).toEqual({
      outcome: "failed",
      said: "the mail server refuses the login: 535 5.7.8 Authentication failed",
    });
  });
});

describe("a mail server's refusal", () => {
  const refusing = (on: "onRcptTo" | "onMailFrom" | "onData", code: number, message: string) =>
    listenForMail({
      onRcptTo: (_address, _session, done) => done(on === "onRcptTo" ? refusal(code, message) : undefined),
      onMailFrom: (_address, _session, done) =>
        done(on === "onMailFrom" ? refusal(code, message) : undefined),
      ...(on === "onData" && {
        onData: (stream, _session, done) =>
          void stream.on("end", () => done(refusal(code, message))).resume(),
      }),
    });

  test.each([
    [550, "5.1.1 No such user"],
    [550, "No such user here"],
    [553, "5.1.3 Bad address"],
    [556, "5.1.10 Domain takes no mail"],
  ])("of an address is for good: %i %s", async (code, message) => {
    await using mailbox = await refusing("onRcptTo", code, message);
    expect(await send(mailbox.port)).toEqual({
      outcome: "failed",
      said: `the mail server refuses the address: ${code} ${message}`,
      permanent: true,
    });
  });

  test.each([
    ["onRcptTo", 450, "4.2.1 Greylisted", "the address"],
    ["onRcptTo", 552, "5.2.2 Mailbox full", "the address"],
    ["onRcptTo", 550, "5.7.1 Relaying denied", "the address"],
    ["onMailFrom", 550, "5.7.1 Sender not allowed", "the sender"],
    ["onData", 554, "5.7.1 Looks like spam", "the message"],
    ["onData", 451, "4.3.0 Try later", "the message"],
  ] as const)("in %s with %i may pass", async (on, code, message, what) => {
    await using mailbox = await refusing(on, code, message);
    expect(await send(mailbox.port)).toEqual({
      outcome: "failed",
      said: `the mail server refuses ${what}: ${code} ${message}`,
    });
  });
});

describe("silence", () => {
  /** Greets, and then does as the test says with what comes. */
  async function smtpLike(heard: (line: string, say: (text: string) => void, end: () => void) => void) {
    const server: Server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.write("220 here\r\n");
      socket.on("data", (data) => {
        for (const line of data.toString().split("\r\n").filter(Boolean))
          heard(
            line,
            (text) => socket.write(`${text}\r\n`),
            () => socket.destroy(),
          );
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return {
      port: (server.address() as AddressInfo).port,
      async [Symbol.asyncDispose]() {
        server.close();
        await once(server, "close");
      },
    };
  }
  const polite = (line: string): string => {
    if (line === "DATA") return "354 go on";
    return line.startsWith("QUIT") ? "221 bye" : "250 ok";
  };

  test("after the whole message leaves it open whether it arrived", async () => {
    await using far = await smtpLike((line, say, end) => {
      if (line === ".") end();
      else if (/^[A-Z ]{4,}(:|$)|^EHLO/.test(line)) say(polite(line));
    });
    const sent = await send(far.port, { host: "127.0.0.1" });
    expect(sent).toEqual({
      outcome: "failed",
      said: `the mail server 127.0.0.1:${far.port} took the message and did not confirm it; it may have arrived`,
      uncertain: true,
    });
  });

  test("before the message was asked for is certain", async () => {
    await using far = await smtpLike((line, say, end) =>
      line.startsWith("RCPT") ? end() : say(polite(line)),
    );
    const sent = await send(far.port, { host: "127.0.0.1" });
    expect(sent).toEqual({
      outcome: "failed",
      said: `the mail server 127.0.0.1:${far.port}: the connection was broken off`,
    });
  });

  test("ends when it is waited for no longer", async () => {
    const waiting = new AbortController();
    await using far = await smtpLike((line, say) => {
      if (line === ".") waiting.abort();
      else if (/^[A-Z ]{4,}(:|$)|^EHLO/.test(line)) say(polite(line));
    });
    expect(await send(far.port, { host: "127.0.0.1" }, waiting.signal)).toMatchObject({ uncertain: true });
  });

  test("of a port where nobody listens is told in words", async () => {
    await using gone = await smtpLike(() => undefined);
    const { port } = gone;
    await gone[Symbol.asyncDispose]();
    expect(await send(port, { host: "127.0.0.1" })).toEqual({
      outcome: "failed",
      said: `the mail server 127.0.0.1:${port}: the connection was refused`,
    });
  });

  test("is not even begun when nobody waits any more", async () => {
    await using mailbox = await listenForMail();
    expect(await send(mailbox.port, {}, AbortSignal.abort())).toMatchObject({ outcome: "failed" });
    expect(mailbox.mails).toEqual([]);
  });
});
