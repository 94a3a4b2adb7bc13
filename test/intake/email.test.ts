import { createTransport, type SendMailOptions } from "nodemailer";
import { setTimeout } from "node:timers/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { selfMadeCertificate } from "../channels/certificate.ts";
import { type TestEngine, forEachEngine, sqlite } from "../harness/engines.ts";
import { serverProcess } from "../harness/process.ts";
import { testServer } from "../harness/server.ts";
import { newDatabase, planWithKey } from "./plan-with-key.ts";

const problem = "[PROBLEM] HTTP on web01 is CRITICAL!";
const recovery = "[RECOVERY] HTTP on web01 is OK!";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** @returns the server's answer, or the code with which it refuses */
const mailTo =
  (port: number) =>
  async (to: string, mail: SendMailOptions = {}): Promise<string | number> => {
    const transport = createTransport({ host: "127.0.0.1", port, ignoreTLS: true, socketTimeout: 10_000 });
    try {
      const from = "nagios@example.com";
      const { response } = await transport.sendMail({
        from,
        to,
        subject: problem,
        text: "It is down.",
        ...mail,
      });
      return response;
    } catch (error) {
      return (error as { responseCode?: number }).responseCode ?? String(error);
    } finally {
      transport.close();
    }
  };

async function begin(engine: TestEngine, env: Record<string, string> = {}) {
  const port = await freePort();
  const server = await testServer({
    ...(await newDatabase(engine)),
    TOCSIN_MAIL_IN_PORT: String(port),
    ...env,
  });
  const plan = await planWithKey(server.url);
  return {
    ...plan,
    server,
    port,
    mail: mailTo(port),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

forEachEngine((engine) => {
  describe("a mail from a monitor", { timeout: 60_000 }, () => {
    it("opens an incident, and the mail that all is well resolves it", async () => {
      await using it = await begin(engine);
      expect(await it.mail(`${it.key}@tocsin.example.com`)).toContain("250");
      expect(await it.incidents()).toMatchObject([
        { title: "Web: HTTP on web01 is CRITICAL!", status: "OPEN" },
      ]);
      expect(
        await it.mail(`web+${it.key}@tocsin.example.com`, { subject: "[PROBLEM] HTTP on web01 is WARNING!" }),
      ).toContain("250");
      expect(await it.incidents()).toHaveLength(1);
      expect(await it.mail(`${it.key}@tocsin.example.com`, { subject: recovery })).toContain("250");
      expect(await it.incidents()).toMatchObject([{ status: "RESOLVED" }]);
    });

    it("is taken once, however often it is sent", async () => {
      await using it = await begin(engine);
      const date = new Date(Date.now() - 60_000);
      const mail = { messageId: "<1@web01>", date };
      for (let times = 0; times < 3; times++)
        expect(await it.mail(`${it.key}@tocsin.example.com`, mail)).toContain("250");
      const [incident] = await it.incidents();
      expect(await it.events(incident, "SSM Incident Trigger")).toBe(1);
      await it.mail(`${it.key}@tocsin.example.com`, { subject: recovery });
      expect(await it.mail(`${it.key}@tocsin.example.com`, { ...mail, messageId: "<copy@relay>" })).toContain(
        "250",
      );
      expect(await it.incidents()).toMatchObject([{ status: "RESOLVED" }]);
    });

    it("is still there after kill -9, and does not open a second incident when it is sent again", async () => {
      const port = await freePort();
      const env = { ...(await newDatabase(engine)), TOCSIN_MAIL_IN_PORT: String(port) };
      const mail = { messageId: "<1@web01>", date: new Date() };
      let address = "";
      {
        await using server = await serverProcess({ env });
        const { key } = await planWithKey(server.url);
        address = `${key}@tocsin.example.com`;
        const sent = mailTo(port)(address, mail);
        await Promise.race([sent, setTimeout(30)]);
        await server.kill();
        await sent;
      }
      await using server = await serverProcess({ env });
      const plan = await planWithKey(server.url);
      expect(await mailTo(port)(address, mail)).toContain("250");
      expect(await plan.incidents()).toHaveLength(1);
      await server.kill();
    });
  });
});

describe("mail that is not taken", { timeout: 60_000 }, () => {
  it("has a wrong, revoked or foreign key in its address", async () => {
    await using it = await begin(sqlite, { TOCSIN_MAIL_IN_DOMAIN: "tocsin.example.com" });
    expect(await it.mail(`${"a".repeat(32)}@tocsin.example.com`)).toBe(550);
    expect(await it.mail("alice@tocsin.example.com")).toBe(550);
    expect(await it.mail(`${it.key}@elsewhere.example.com`)).toBe(550);
    expect(await it.mail(`other+${it.key}@tocsin.example.com`)).toBe(550);
    expect(await it.mail(`${it.key.toUpperCase()}@Tocsin.example.com`)).toContain("250");
    await it.tocsin("/_tocsin/intake/keys/revoke", { keyId: it.key.slice(0, 8) });
    expect(await it.mail(`${it.key}@tocsin.example.com`)).toBe(550);
  });

  it("is too large", async () => {
    await using it = await begin(sqlite);
    const to = `${it.key}@tocsin.example.com`;
    expect(await it.mail(to, { text: "x".repeat(3_000_000) })).toBe(552);
    expect(await it.incidents()).toEqual([]);
  });

  it("has too many recipients, as far as these go", async () => {
    await using it = await begin(sqlite);
    const transport = createTransport({ host: "127.0.0.1", port: it.port, ignoreTLS: true });
    const to = Array.from({ length: 21 }, (_, n) => `${it.key}@host${n}.example.com`);
    const { rejected } = await transport.sendMail({
      from: "nagios@example.com",
      to,
      subject: problem,
      text: "",
    });
    transport.close();
    expect(rejected).toEqual([`${it.key}@host20.example.com`]);
    const [incident, ...others] = await it.incidents();
    expect(others).toEqual([]);
    expect(await it.events(incident, "SSM Incident Trigger")).toBe(1);
  });

  it("answers itself, or tells of nothing that begins or ends", async () => {
    await using it = await begin(sqlite);
    const to = `${it.key}@tocsin.example.com`;
    expect(await it.mail(to, { headers: { "Auto-Submitted": "auto-replied" } })).toContain("250");
    expect(await it.mail(to, { envelope: { from: "", to } })).toContain("250");
    expect(await it.mail(to, { subject: "[ACKNOWLEDGEMENT] HTTP on web01 is CRITICAL!" })).toContain("250");
    expect(await it.incidents()).toEqual([]);
    expect(await it.mail(to, { headers: { "Auto-Submitted": "auto-generated" } })).toContain("250");
    expect(await it.incidents()).toHaveLength(1);
  });
});

describe("the mail listener", { timeout: 60_000 }, () => {
  it("offers STARTTLS where it has a certificate", async () => {
    const { TOCSIN_DATA_DIR: folder = "" } = await newDatabase(sqlite);
    const { cert, key } = selfMadeCertificate();
    const files = {
      TOCSIN_MAIL_IN_CERT: join(folder, "cert.pem"),
      TOCSIN_MAIL_IN_KEY: join(folder, "key.pem"),
    };
    await writeFile(files.TOCSIN_MAIL_IN_CERT, cert);
    await writeFile(files.TOCSIN_MAIL_IN_KEY, key);
    await using it = await begin(sqlite, files);
    const transport = createTransport({
      host: "localhost",
      port: it.port,
      requireTLS: true,
      tls: { ca: cert },
    });
    const to = `${it.key}@tocsin.example.com`;
    await transport.sendMail({
      from: "nagios@example.com",
      to,
      subject: problem,
      html: "<p>It is <b>down</b></p>",
    });
    transport.close();
    expect(await it.incidents()).toHaveLength(1);
  });

  it("ends with the server, whoever is still connected", async () => {
    const it = await begin(sqlite);
    const idle = connect(it.port, "127.0.0.1");
    await once(idle, "data");
    const ended = once(idle, "close");
    await it[Symbol.asyncDispose]();
    await ended;
  });
});
