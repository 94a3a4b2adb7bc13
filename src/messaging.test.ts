// Messages from the settings to the wire: each is carried by whoever is set up, and kept in the outbox with how it went.
import { describe, expect, it } from "vitest";
import { listenForHttp } from "../test/channels/http-listener.ts";
import { listenForMail } from "../test/channels/smtp-listener.ts";
import { listenAsTwilio, twilioAccount, twilioError } from "../test/channels/twilio-listener.ts";
import { forEachEngine, silent } from "../test/harness/engines.ts";
import { manualClock } from "./clock.ts";
import { readConfig } from "./config.ts";
import type { Message, Recipient } from "./domain/engagement/sending.ts";
import { newSecretKey } from "./domain/secrets/secret-key.ts";
import { sortableIds } from "./domain/sortable-id.ts";
import { type Messaging, messagingOf } from "./messaging.ts";
import { listOutbox } from "./storage/outbox.ts";
import type { Storage } from "./storage/storage.ts";

const account = "111122223333";
const clock = manualClock(Date.UTC(2026, 10, 23, 8));
const newId = sortableIds({ now: () => clock.now() });

const messagingWith = (storage: Pick<Storage, "write">, env: Readonly<Record<string, string>>): Messaging =>
  messagingOf({ config: readConfig(env), storage, secretKey: newSecretKey(), clock, newId, log: silent });

const to = (type: Recipient["type"], address: string): Recipient => ({
  name: "Alice",
  type,
  address,
  activated: true,
});
const alice = {
  email: to("EMAIL", "Alice@example.com"),
  sms: to("SMS", "+4915112345667"),
  voice: to("VOICE", "+4915112345667"),
  webhook: to("EMAIL", "ntfy://user:hunter22@ntfy.example.com/topic"),
};

const messageTo = (recipient: Recipient): Message => ({
  page: `arn:aws:ssm-contacts:us-east-1:${account}:page/alice/0190`,
  engagement: `arn:aws:ssm-contacts:us-east-1:${account}:engagement/alice/0190`,
  incident: "arn:incident",
  code: "042137",
  key: "page#1",
  to: recipient,
  text: { subject: "Checkout is down", content: "41 % errors", publicSubject: "Checkout" },
});

const never = new AbortController().signal;
const twilioSettings = (baseUrl: string) => ({
  TOCSIN_TWILIO_ACCOUNT_SID: twilioAccount.accountSid,
  TOCSIN_TWILIO_AUTH_TOKEN: twilioAccount.authToken,
  TOCSIN_TWILIO_FROM: twilioAccount.from,
  TOCSIN_TWILIO_BASE_URL: baseUrl,
});

forEachEngine((engine) => {
  const outboxOf = (storage: Storage) => listOutbox(storage, { account, limit: 100 });

  describe("with nothing set up", () => {
    it.each([
      ["email", "e-mail", "Checkout is down"],
      ["sms", "SMS", undefined],
      ["voice", "calls", undefined],
      ["webhook", "webhooks", "Checkout is down"],
    ] as const)("a page by %s waits in the outbox, which counts as sent", async (medium, name, subject) => {
      await using storage = await engine.open();
      const said = `in the outbox, no provider for ${name} is configured`;
      const { sending } = messagingWith(storage, {});
      expect(await sending.page(messageTo(alice[medium]), never)).toEqual({ outcome: "sent", said });
      expect(await outboxOf(storage)).toEqual([
        {
          id: expect.any(String),
          account,
          at: clock.now(),
          type: "page",
          to: expect.objectContaining({ name: "Alice", type: alice[medium].type }),
          medium,
          outcome: "kept",
          said,
          ...(subject !== undefined && { subject }),
          text: expect.any(String),
          code: "042137",
          page: messageTo(alice.sms).page,
          engagement: messageTo(alice.sms).engagement,
          incident: "arn:incident",
        },
      ]);
    });

    it("an activation code waits there too", async () => {
      await using storage = await engine.open();
      const channel = `arn:aws:ssm-contacts:us-east-1:${account}:contact-channel/alice/0190`;
      const { sending } = messagingWith(storage, {});
      await sending.activationCode({ channel, code: "042137", key: "k", to: alice.sms }, never);
      expect(await outboxOf(storage)).toMatchObject([
        {
          type: "activation-code",
          channel,
          code: "042137",
          outcome: "kept",
          text: expect.stringContaining("042137"),
        },
      ]);
    });

    it("a page fails where even the outbox cannot be written", async () => {
      const broken = { write: () => Promise.reject(new Error("the disk is full")) };
      const { sending } = messagingWith(broken, {});
      expect(await sending.page(messageTo(alice.sms), never)).toEqual({
        outcome: "failed",
        said: "the outbox could not be written",
      });
    });
  });

  describe("with everything set up", () => {
    it("each medium has its carrier, and the outbox has what each said", async () => {
      await using storage = await engine.open();
      await using mailbox = await listenForMail();
      await using twilio = await listenAsTwilio();
      await using push = await listenForHttp((_, response) => void response.writeHead(202).end());
      const { sending } = messagingWith(storage, {
        ...twilioSettings(twilio.url),
        TOCSIN_PUBLIC_URL: "https://tocsin.example.com/",
        TOCSIN_SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`,
        TOCSIN_MAIL_FROM: "Tocsin <pager@example.com>",
        TOCSIN_WEBHOOK_SCHEMES: "http",
      });
      for (const recipient of [alice.email, alice.sms, alice.voice, to("EMAIL", `${push.url}/x`)])
        expect(await sending.page(messageTo(recipient), never)).toMatchObject({ outcome: "sent" });
      const entries = await outboxOf(storage);
      expect(entries.map(({ medium, outcome, said }) => [medium, outcome, said])).toEqual([
        ["webhook", "sent", "127.0.0.1 answered 202"],
        ["voice", "sent", "CA00000000000000000000000000000002"],
        ["sms", "sent", "SM00000000000000000000000000000001"],
        ["email", "sent", "250 queued as 1"],
      ]);
      expect(mailbox.mails[0]?.text.trimEnd()).toBe(entries[3]?.text);
      expect(twilio.requests[0]?.form.get("Body")).toBe(entries[2]?.text);
      expect(twilio.requests[1]?.form.get("Twiml")).toContain(entries[1]?.text);
      expect(mailbox.mails[0]?.text).toContain("https://tocsin.example.com/acknowledge/");
    });

    it("what has gone out counts, also where the outbox cannot be written", async () => {
      await using twilio = await listenAsTwilio();
      const broken = { write: () => Promise.reject(new Error("the disk is full")) };
      const { sending } = messagingWith(broken, twilioSettings(twilio.url));
      expect(await sending.page(messageTo(alice.sms), never)).toMatchObject({ outcome: "sent" });
    });

    it("a failure is kept with its reason, in which the address is masked and no secret stands", async () => {
      await using storage = await engine.open();
      const { authToken } = twilioAccount;
      const message = `The 'To' number +4915112345667 (4915112345667) is not valid, said ${authToken}`;
      await using twilio = await listenAsTwilio(twilioError(400, 21211, message));
      const { sending } = messagingWith(storage, twilioSettings(twilio.url));
      const said = "Twilio refuses it: The 'To' number +49…67 (+49…67) is not valid, said … (21211)";
      expect(await sending.page(messageTo(alice.sms), never)).toEqual({
        outcome: "failed",
        said,
        permanent: true,
      });
      expect(await outboxOf(storage)).toMatchObject([
        { outcome: "failed", said, to: { address: "+4915112345667" } },
      ]);
    });
  });

  describe("the outbox", () => {
    it("never has the password of an address", async () => {
      await using storage = await engine.open();
      await messagingWith(storage, {}).sending.page(messageTo(alice.webhook), never);
      const entries = await outboxOf(storage);
      expect(JSON.stringify(entries)).not.toContain("hunter22");
      expect(entries).toMatchObject([{ to: { address: "ntfy://ntfy.example.com/topic" } }]);
    });

    it("is searched by address, whatever the case, page by page", async () => {
      await using storage = await engine.open();
      const { sending } = messagingWith(storage, {});
      for (const recipient of [alice.email, alice.sms, alice.email, alice.email])
        await sending.page(messageTo(recipient), never);
      const first = await listOutbox(storage, { account, to: "alice@EXAMPLE.com", limit: 2 });
      const rest = await listOutbox(storage, {
        account,
        to: "alice@example.com",
        after: first[1]?.id,
        limit: 2,
      });
      expect([...first, ...rest].map(({ to }) => to.address)).toEqual(Array(3).fill("Alice@example.com"));
      expect(await listOutbox(storage, { account: "444455556666", limit: 10 })).toEqual([]);
    });
  });
});
