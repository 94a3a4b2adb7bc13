// SMS and calls against a listener that stands where Twilio would.
import { describe, expect, test } from "vitest";
import { answerJson } from "../../test/channels/http-listener.ts";
import { listenAsTwilio, twilioAccount, twilioError } from "../../test/channels/twilio-listener.ts";
import { createSms } from "./sms.ts";
import { createVoice } from "./voice.ts";

const to = { name: "Alice", address: "+4915112345667" };
const sms = {
  letter: { medium: "sms", text: "Hello & good-bye: 100 %\nReply 123456" },
  to,
  key: "page-1#1",
} as const;
const never = new AbortController().signal;
const at = (baseUrl: string) => ({ ...twilioAccount, baseUrl });

describe("an SMS", () => {
  test("is asked for as Twilio's API wants it, and its SID is what the receipt says", async () => {
    await using twilio = await listenAsTwilio();
    const report = "https://tocsin.example.com/twilio/report/x";
    const sent = await createSms(at(twilio.url))({ ...sms, letter: { ...sms.letter, report } }, never);
    expect(sent).toEqual({ outcome: "sent", said: "SM00000000000000000000000000000001" });
    const [asked] = twilio.asked;
    expect(asked).toMatchObject({
      method: "POST",
      path: `/2010-04-01/Accounts/${twilioAccount.accountSid}/Messages.json`,
      headers: {
        authorization: `Basic ${btoa(`${twilioAccount.accountSid}:${twilioAccount.authToken}`)}`,
        "content-type": "application/x-www-form-urlencoded",
        "idempotency-key": "page-1#1",
        "i-twilio-idempotency-token": "page-1#1",
      },
    });
    expect(Object.fromEntries(twilio.requests[0]?.form ?? [])).toEqual({
      From: twilioAccount.from,
      To: to.address,
      Body: sms.letter.text,
      StatusCallback: report,
    });
  });

  test("asks for no report where nobody could hear it", async () => {
    await using twilio = await listenAsTwilio();
    await createSms(at(twilio.url))(sms, never);
    expect(twilio.requests[0]?.form.has("StatusCallback")).toBe(false);
  });
});

describe("a call", () => {
  test("brings along what is to be said", async () => {
    await using twilio = await listenAsTwilio();
    const letter = {
      medium: "voice",
      text: "Hello",
      twiml: "<Response><Say>Hello</Say></Response>",
    } as const;
    const sent = await createVoice(at(`${twilio.url}/under/a/path`))({ letter, to, key: "k" }, never);
    expect(sent).toMatchObject({ outcome: "sent", said: expect.stringMatching(/^CA/) });
    expect(twilio.asked[0]?.path).toBe(
      `/under/a/path/2010-04-01/Accounts/${twilioAccount.accountSid}/Calls.json`,
    );
    expect(Object.fromEntries(twilio.requests[0]?.form ?? [])).toEqual({
      From: twilioAccount.from,
      To: to.address,
      Twiml: letter.twiml,
      Timeout: "30",
    });
  });
});

describe("a refusal", () => {
  test.each([
    [400, 21211, "Invalid 'To' Phone Number"],
    [400, 21610, "Attempt to send to unsubscribed recipient"],
    [400, 21614, "'To' number is not a valid mobile number"],
  ])("that no other try can mend is for good: %i %i", async (status, code, message) => {
    await using twilio = await listenAsTwilio(twilioError(status, code, message));
    expect(await createSms(at(twilio.url))(sms, never)).toEqual({
      outcome: "failed",
      said: `Twilio refuses it: ${message} (${code})`,
      permanent: true,
    });
  });

  test.each([
    [401, 20003, "Authenticate"],
    [429, 20429, "Too Many Requests"],
    [503, 20503, "Service Unavailable"],
    [400, 21408, "Permission to send an SMS has not been enabled for the region"],
  ])("that may pass is certain, and not for good: %i %i", async (status, code, message) => {
    await using twilio = await listenAsTwilio(twilioError(status, code, message));
    expect(await createSms(at(twilio.url))(sms, never)).toEqual({
      outcome: "failed",
      said: `Twilio refuses it: ${message} (${code})`,
    });
  });

  test.each([
    ["no JSON", "<html>Bad gateway</html>"],
    ["JSON of another shape", '{"code": "21211", "message": ["x"]}'],
    ["a list", "[1]"],
    ["nothing", ""],
  ])("in the middle of it leaves open whether the message went, also with %s", async (_, body) => {
    await using twilio = await listenAsTwilio((_asked, response) => void response.writeHead(502).end(body));
    expect(await createSms(at(twilio.url))(sms, never)).toEqual({
      outcome: "failed",
      said: "Twilio refuses it: HTTP 502",
      uncertain: true,
    });
  });
});

describe("an odd answer", () => {
  test("to a message that was taken does not undo it", async () => {
    for (const body of ["", "x".repeat(200_000), '{"sid": "<b>"}', '{"sid": {"constructor": 1}}']) {
      await using twilio = await listenAsTwilio((_, response) => void response.writeHead(201).end(body));
      expect(await createSms(at(twilio.url))(sms, never)).toEqual({
        outcome: "sent",
        said: "accepted by Twilio",
      });
    }
  });

  test("that sends us elsewhere is not followed, and elsewhere learns no token", async () => {
    await using elsewhere = await listenAsTwilio();
    await using twilio = await listenAsTwilio(
      (_, response) => void response.writeHead(307, { location: `${elsewhere.url}/x` }).end(),
    );
    expect(await createSms(at(twilio.url))(sms, never)).toEqual({
      outcome: "failed",
      said: "Twilio refuses it: HTTP 307",
    });
    expect(elsewhere.asked).toEqual([]);
  });
});

describe("silence", () => {
  test("after the request leaves open whether the message went", async () => {
    const waiting = new AbortController();
    await using twilio = await listenAsTwilio(() => waiting.abort());
    expect(await createSms(at(twilio.url))(sms, waiting.signal)).toEqual({
      outcome: "failed",
      said: "Twilio did not answer in time; it may have arrived",
      uncertain: true,
    });
  });

  test("of a connection that breaks leaves it open too", async () => {
    await using twilio = await listenAsTwilio((_, response) => response.destroy());
    expect(await createSms(at(twilio.url))(sms, never)).toMatchObject({ outcome: "failed", uncertain: true });
  });

  test("where nobody listens is certain", async () => {
    const gone = await listenAsTwilio();
    await gone[Symbol.asyncDispose]();
    expect(await createSms(at(gone.url))(sms, never)).toEqual({
      outcome: "failed",
      said: "Twilio cannot be reached: the connection was refused",
    });
  });

  test("in the middle of an answer keeps what its status said", async () => {
    await using twilio = await listenAsTwilio((_, response) => {
      response.writeHead(201, { "content-length": "1000" });
      response.write('{"sid"', () => response.destroy());
    });
    expect(await createSms(at(twilio.url))(sms, never)).toMatchObject({ outcome: "sent" });
    await using other = await listenAsTwilio((_, response) => answerJson(response, 200, { sid: "SM1" }));
    expect(await createSms(at(other.url))(sms, never)).toEqual({ outcome: "sent", said: "SM1" });
  });
});
