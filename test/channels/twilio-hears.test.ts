// What Twilio tells: deliveries, replies, keys and wishes, each only when it is signed.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Paged, publicUrl, somebody } from "./paged.ts";
import { listenAsTwilio, twilioAccount, type TwilioListener } from "./twilio-listener.ts";

const phone = "+4915112345667";
const masked = "+49…67";

let twilio: TwilioListener;
const settings = () => ({
  TOCSIN_TWILIO_ACCOUNT_SID: twilioAccount.accountSid,
  TOCSIN_TWILIO_AUTH_TOKEN: twilioAccount.authToken,
  TOCSIN_TWILIO_FROM: twilioAccount.from,
  TOCSIN_TWILIO_BASE_URL: twilio.url,
});
beforeAll(async () => {
  twilio = await listenAsTwilio();
});
afterAll(() => twilio[Symbol.asyncDispose]());

const last = (name: string): string => twilio.requests.at(-1)?.form.get(name) ?? "";

describe("of SMS", () => {
  let alice: Paged;
  beforeAll(async () => {
    alice = await somebody({ type: "SMS", address: phone, env: settings() });
  });
  afterAll(() => alice[Symbol.asyncDispose]());

  const paged = async () => ({ ...(await alice.page()), code: (await alice.outbox())[0]?.code ?? "" });
  const text = async (Body: string, From = phone): Promise<string> => {
    const reply = await alice.tell(`${publicUrl}/twilio/sms`, { From, To: twilioAccount.from, Body });
    expect(reply.headers.get("content-type")).toBe("text/xml; charset=utf-8");
    const [, message = ""] = /<Response><Message>(.*)<\/Message><\/Response>$/.exec(await reply.text()) ?? [];
    return message;
  };

  test("a delivery becomes a receipt, once", async () => {
    const { page } = await paged();
    const sid = (await alice.receipts(page))[0]?.match(/SM\d+/)?.[0] ?? "";
    for (const MessageStatus of ["sent", "delivered", "delivered"])
      expect((await alice.tell(last("StatusCallback"), { MessageSid: sid, MessageStatus })).status).toBe(204);
    expect(await alice.receipts(page)).toEqual([
      `SENT: ${sid} (Alice by SMS to ${masked})`,
      `DELIVERED: The SMS was delivered (${sid})`,
    ]);
  });

  test("a failure later on becomes a receipt with its reason", async () => {
    const { page } = await paged();
    const report = { MessageSid: "SM9", MessageStatus: "undelivered", ErrorCode: "30003" };
    await alice.tell(last("StatusCallback"), report);
    expect((await alice.receipts(page)).at(-1)).toBe(
      "ERROR: The SMS was not delivered: the phone is switched off or out of reach (error 30003) (SM9)",
    );
  });

  test("a reply with the code acknowledges, and says so", async () => {
    const { page, code } = await paged();
    expect(await text(`ok ${code.slice(0, 3)} ${code.slice(3)}!`)).toBe(
      `Tocsin: ${code} is acknowledged. Thank you.`,
    );
    expect(await text(code)).toBe(`Tocsin: ${code} was acknowledged already.`);
    expect((await alice.receipts(page)).filter((it) => it.startsWith("READ"))).toEqual([
      `READ: The code came back by SMS from ${masked}.`,
    ]);
  });

  test("a code from another number, or that nobody was sent, acknowledges nothing", async () => {
    const { page, code } = await paged();
    expect(await text(code, "+4915199999999")).toContain(`No page with the code ${code} went to this number`);
    const other = code === "000000" ? "000001" : "000000";
    expect(await text(other)).toContain("No page with the code");
    expect(await text(`${code}7`)).toContain("reply with the six digits");
    expect((await alice.receipts(page)).filter((it) => it.startsWith("READ"))).toEqual([]);
  });

  test("a reply for a page that is over says so", async () => {
    const { engagement, code } = await paged();
    await alice.stop(engagement);
    expect(await text(code)).toBe(`Tocsin: ${code} is over, nothing is left to acknowledge.`);
  });

  test("who asks something else is told how to answer", async () => {
    expect(await text("What is this? <b>")).toContain("reply with the six digits of a page");
  });

  test("nothing counts that is not signed with the token, for this address", async () => {
    const { page, code } = await paged();
    const form = { From: phone, Body: code };
    for (const reply of [
      await alice.tell(`${publicUrl}/twilio/sms`, form, "another-token"),
      await alice.open(`${publicUrl}/twilio/sms`, { method: "POST", body: new URLSearchParams(form) }),
      await alice.tell(last("StatusCallback"), { MessageStatus: "delivered" }, "another-token"),
    ])
      expect(reply.status).toBe(403);
    expect((await alice.open(`${publicUrl}/twilio/sms`)).status).toBe(405);
    expect(await alice.receipts(page)).toHaveLength(1);
  });

  test("a signed report about a page that was not asked for is taken, and changes nothing", async () => {
    const reply = await alice.tell(`${publicUrl}/twilio/report/AAAA`, { MessageStatus: "delivered" });
    expect(reply.status).toBe(204);
    expect((await alice.tell(`${publicUrl}/twilio/nothing`, {})).status).toBe(404);
  });

  // The last one: the channel is not the same after it.
  test("UNSUBSCRIBE ends messages to the number, START sends a new code", async () => {
    const { page } = await paged();
    expect(await text(" unsubscribe ")).toContain("you get no more messages at this number");
    expect(await alice.isActivated()).toBe(false);
    expect((await alice.receipts(page)).at(-1)).toBe(
      `STOP: UNSUBSCRIBE came by SMS from ${masked}: the channel is deactivated.`,
    );
    const before = twilio.requests.length;
    expect(await text("START", "+4915199999999")).toContain("no channel with this number");
    expect(await text("Start")).toContain("a new activation code is on its way");
    await alice.tocsin.advance("PT0S");
    expect(twilio.requests.length).toBe(before + 1);
    expect(last("Body")).toContain("your activation code is");
  });
});

describe("of calls", () => {
  let alice: Paged;
  beforeAll(async () => {
    alice = await somebody({ type: "VOICE", address: phone, env: settings() });
  });
  afterAll(() => alice[Symbol.asyncDispose]());

  async function called() {
    const { page } = await alice.page();
    const [, action = ""] = /action="([^"]+)"/.exec(last("Twiml")) ?? [];
    const press = async (Digits: string) =>
      (await alice.tell(action, { Digits, To: phone, CallSid: "CA1" })).text();
    return { page, press };
  }

  test("the subject is read twice, and key 1 acknowledges", async () => {
    const { page, press } = await called();
    expect(last("Twiml")).toContain(
      '<Say loop="2">This is Tocsin with a page for Alice. Checkout &lt;is&gt; down.',
    );
    expect(await press("1")).toContain("<Say>Acknowledged. Thank you. Goodbye.</Say>");
    expect(await press("1")).toContain("acknowledged already");
    expect((await alice.receipts(page)).at(-1)).toBe(`READ: Key 1 was pressed in the call to ${masked}.`);
  });

  test("another key is asked about once more", async () => {
    const { page, press } = await called();
    const answer = await press("7");
    expect(answer).toContain("<Gather");
    expect(answer).toContain("Press 1 to acknowledge.");
    expect(await alice.receipts(page)).toHaveLength(1);
  });

  test("that nobody answers leave a receipt", async () => {
    const { page } = await called();
    await alice.tell(last("StatusCallback"), { CallSid: "CA7", CallStatus: "no-answer" });
    expect((await alice.receipts(page)).at(-1)).toBe("ERROR: Nobody answered the call (CA7)");
  });
});

test("without Twilio there is nothing to hear it", async () => {
  await using alice = await somebody({ type: "SMS", address: phone });
  const reply = await alice.tell(`${publicUrl}/twilio/sms`, { From: phone, Body: "123456" });
  expect(reply.status).toBe(404);
});
