import { describe, expect, it } from "vitest";
import { manualClock } from "../clock.ts";
import { hashOf, newIntakeKey } from "../domain/alerts/intake-key.ts";
import { addIntakeKey } from "../storage/intake-keys.ts";
import { StorageUnavailable } from "../storage/storage.ts";
import { silent, sqlite } from "../../test/harness/engines.ts";
import { createMailbox, type Take } from "./mailbox.ts";

const mail = Buffer.from(
  "From: a@example.com\r\nMessage-ID: <1@a>\r\nSubject: web01 is DOWN\r\n\r\nIt is.\r\n",
);

/** A mailbox on a database with one key, and the address for it. */
async function begin({ take = async () => [], rateLimit = 1000 }: { take?: Take; rateLimit?: number } = {}) {
  const storage = await sqlite.open();
  const key = newIntakeKey();
  const record = {
    keyId: key.keyId,
    account: "111122223333",
    planName: "web",
    hash: hashOf(key),
    created: 0,
  };
  await storage.write((tx) => addIntakeKey(tx, record));
  const clock = manualClock(Date.parse("2026-11-23T08:00:00Z"));
  const mailbox = createMailbox({ storage, clock, domain: undefined, rateLimit, take, log: silent });
  const address = `${key.text}@example.com`;
  return { storage, mailbox, address, envelope: { from: "a@example.com", to: [address] } };
}

describe("a mailbox", () => {
  it("has the sender try again when the storage is away, and then takes it", async () => {
    let isThere = false;
    const { storage, mailbox, envelope } = await begin({
      take: async () => {
        if (!isThere) throw new StorageUnavailable("away", undefined);
      },
    });
    await expect(mailbox.deliver(envelope, mail)).rejects.toMatchObject({ responseCode: 451 });
    isThere = true;
    expect(await mailbox.deliver(envelope, mail)).toContain("taken");
    await storage[Symbol.asyncDispose]();
  });

  it("has the sender try again when it cannot look for the key", async () => {
    const { storage, mailbox, address } = await begin();
    await storage[Symbol.asyncDispose]();
    await expect(mailbox.admit(address, "127.0.0.1")).rejects.toMatchObject({ responseCode: 451 });
  });

  it("lets nobody try keys for long", async () => {
    const { storage, mailbox, address } = await begin();
    const codes = new Set<number>();
    for (let tries = 0; tries < 40; tries++) {
      const wrong = await mailbox
        .admit(`${"a".repeat(32)}@example.com`, "2001:db8:1:2:3::4")
        .catch((it: unknown) => it);
      codes.add((wrong as { responseCode: number }).responseCode);
    }
    expect([...codes]).toEqual([550, 451]);
    await expect(mailbox.admit(address, "127.0.0.1")).resolves.toBeUndefined();
    await storage[Symbol.asyncDispose]();
  });

  it("takes so many mails of one key in a second", async () => {
    const { storage, mailbox, envelope } = await begin({ rateLimit: 1 });
    const numbered = (n: number) => Buffer.from(mail.toString().replace("<1@a>", `<${n}@a>`));
    await mailbox.deliver(envelope, numbered(1));
    await mailbox.deliver(envelope, numbered(2));
    await expect(mailbox.deliver(envelope, numbered(3))).rejects.toMatchObject({ responseCode: 451 });
    await storage[Symbol.asyncDispose]();
  });

  it("refuses for good what is no mail that could be read", async () => {
    const { storage, mailbox, envelope } = await begin();
    const deep = Array.from(
      { length: 40 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    );
    await expect(mailbox.deliver(envelope, Buffer.from(deep.join("")))).rejects.toMatchObject({
      responseCode: 554,
    });
    await storage[Symbol.asyncDispose]();
  });
});
