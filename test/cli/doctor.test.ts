// `tocsin doctor` and `tocsin people`, as a person types them, against a whole server with a real mail server.
import { fileURLToPath } from "node:url";
import {
  AcceptPageCommand,
  ActivateContactChannelCommand,
  ListContactChannelsCommand,
  ListPagesByContactCommand,
} from "@aws-sdk/client-ssm-contacts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listenForMail, type SmtpListener } from "../channels/smtp-listener.ts";
import { type Outcome, run } from "../harness/command.ts";
import { account, region, testServer, type TestServer } from "../harness/server.ts";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const contactArn = (alias: string) => `arn:aws:ssm-contacts:${region}:${account}:contact/${alias}`;

let mail: SmtpListener;
let tocsin: TestServer;
beforeAll(async () => {
  mail = await listenForMail();
  tocsin = await testServer({
    TOCSIN_DATABASE_URL: "sqlite::memory:",
    TOCSIN_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    TOCSIN_MAIL_FROM: "tocsin@example.com",
  });
});
afterAll(async () => {
  await tocsin[Symbol.asyncDispose]();
  await mail[Symbol.asyncDispose]();
});

const type = (words: string): Promise<Outcome> =>
  run(process.execPath, [main, ...words.split(" ")], { env: tocsin.environment });

const looked = /Looked at .* on \d{4}-\d\d-\d\d \d\d:\d\dZ\.\n$/;

it("there is nobody at first, which is a failure", async () => {
  const { code, stdout } = await type("doctor");
  expect(stdout).toMatch(/^There is nobody who could be woken: no people yet, and no replication set\.\n/);
  expect(code).toBe(1);
});

it("people are added with one command, and asked for their codes", async () => {
  const { code, stdout } = await type("people add alice --email alice@example.com --name Alice");
  expect(stdout).toMatch(
    /^There was no replication set: one was made for us-east-1\.\nA code is on its way to alice@example\.com\./,
  );
  expect(code).toBe(0);
  const [, activate = ""] = /^ {2}aws (.*)$/m.exec(stdout) ?? [];
  expect(activate).toMatch(
    /^ssm-contacts activate-contact-channel --contact-channel-id arn:\S+ --activation-code$/,
  );

  const doctor = await type("doctor");
  expect(doctor.stdout).toMatch(
    /^Could not be woken tonight:\n\n {2}alice \(person\)\n {4}- stage 1: the channel email \(a…@example.com\) is not activated\n\n/,
  );
  expect(doctor.code).toBe(1);
  expect(await type("doctor --page alice")).toEqual({
    code: 1,
    stdout: "",
    stderr:
      "ValidationException: alice could not be woken: stage 1: the channel email (a…@example.com) is not activated.\n",
  });
});

it("people whose addresses are known can be paged at once", async () => {
  const { code, stdout } = await type("people add bob --email bob@example.com --confirmed");
  expect([code, stdout]).toEqual([0, "bob can be paged. Try it:  tocsin doctor --page bob\n"]);
});

it("who cannot be added leaves nothing behind", async () => {
  const refused = await type("people add carol --email carol@example.com --sms 555");
  expect([refused.code, refused.stdout]).toEqual([1, ""]);
  expect(refused.stderr).toMatch(/^ValidationException: Invalid value provided - The SMS address/);
  expect(await type("people add carol")).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^Where is carol/),
  });
  expect((await type("doctor --page carol")).stderr).toBe(
    "ResourceNotFoundException: There is no contact carol in us-east-1.\n",
  );
});

it("a test page shows its receipts as they come, and ends with the answer", async () => {
  const typed = type("doctor --page bob");
  const pages = new ListPagesByContactCommand({ ContactId: contactArn("bob") });
  const page = async () => (await tocsin.contacts.send(pages)).Pages?.[0];
  await expect.poll(async () => (await page())?.SentTime, { timeout: 10_000, interval: 20 }).toBeDefined();
  const [, AcceptCode] = /code: (\d{6})/.exec(mail.mails.at(-1)?.text ?? "") ?? [];
  const PageId = (await page())?.PageArn;
  await tocsin.contacts.send(new AcceptPageCommand({ PageId, AcceptType: "READ", AcceptCode }));
  const { code, stdout } = await typed;
  expect(stdout).toMatch(
    /^A test page for bob:\n\n {2}\d\d:\d\d:\d\dZ {2}bob {2}sent: .*\(bob by e-mail at b…@example\.com\)\n {2}\d\d:\d\d:\d\dZ {2}bob {2}acknowledged: \d{6}\n\nThe page has arrived, and so has the answer\.\n$/,
  );
  expect(code).toBe(0);
  expect(mail.mails.at(-1)?.headers.get("subject")).toBe("A test: nothing is wrong");
});

it("all is well once everybody can be woken, also for a monitor that reads JSON", async () => {
  const [, ActivationCode] =
    /code: (\d{6})/.exec(mail.mails.find(({ to }) => to[0] === "alice@example.com")?.text ?? "") ?? [];
  const json = JSON.parse((await type("doctor --json")).stdout) as { findings: object[] };
  expect(json).toMatchObject({ isWell: false, people: 2, findings: [{ name: "alice", wakes: false }] });

  const channels = new ListContactChannelsCommand({ ContactId: contactArn("alice") });
  const { ContactChannels = [] } = await tocsin.contacts.send(channels);
  const ContactChannelId = ContactChannels[0]?.ContactChannelArn;
  await tocsin.contacts.send(new ActivateContactChannelCommand({ ContactChannelId, ActivationCode }));
  const { code: exit, stdout } = await type("doctor");
  expect(stdout).toMatch(/^Everybody can be woken\.\n\nLooked at 2 people on /);
  expect(stdout).toMatch(looked);
  expect(exit).toBe(0);
});
