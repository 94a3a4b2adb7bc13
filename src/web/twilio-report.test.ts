// What became of messages and calls, in words.
import { expect, test } from "vitest";
import { reported } from "./twilio-report.ts";

const of = (form: Record<string, string>) => reported(new URLSearchParams(form));

test.each([
  [{ MessageStatus: "delivered" }, "DELIVERED", "The SMS was delivered (SM1)"],
  [
    { MessageStatus: "undelivered", ErrorCode: "30003" },
    "ERROR",
    "The SMS was not delivered: the phone is switched off or out of reach (error 30003) (SM1)",
  ],
  [{ MessageStatus: "failed", ErrorCode: "39999" }, "ERROR", "The SMS was not delivered: error 39999 (SM1)"],
  [
    { MessageStatus: "failed", ErrorCode: "<b>" },
    "ERROR",
    "The SMS was not delivered: no reason was given (SM1)",
  ],
])("of the SMS: %j", (form, type, info) => {
  expect(of({ MessageSid: "SM1", ...form })).toEqual({ type, info });
});

test.each([
  [
    { CallStatus: "completed", CallDuration: "37" },
    "DELIVERED",
    "The call was answered and took 37 seconds (CA1)",
  ],
  [{ CallStatus: "completed", CallDuration: "x" }, "DELIVERED", "The call was answered (CA1)"],
  [{ CallStatus: "busy" }, "ERROR", "The line was busy (CA1)"],
  [{ CallStatus: "no-answer" }, "ERROR", "Nobody answered the call (CA1)"],
  [{ CallStatus: "canceled" }, "ERROR", "The call was cancelled (CA1)"],
  [{ CallStatus: "failed" }, "ERROR", "The call could not be made (CA1)"],
])("of the call: %j", (form, type, info) => {
  expect(of({ CallSid: "CA1", ...form })).toEqual({ type, info });
});

test.each([
  { MessageStatus: "queued" },
  { MessageStatus: "sent" },
  { CallStatus: "ringing" },
  { MessageStatus: "__proto__" },
  {},
])("%j says nothing yet", (form: Record<string, string>) => {
  expect(of(form)).toBeUndefined();
});

test("an id from outside is only shown as far as it is one", () => {
  expect(of({ MessageStatus: "delivered", MessageSid: `<b>${"S".repeat(200)}` })?.info).toBe(
    `The SMS was delivered (b${"S".repeat(63)})`,
  );
});
