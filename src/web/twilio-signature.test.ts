// Twilio's signature, against the examples of its own documentation and libraries.
import { describe, expect, test } from "vitest";
import { isFromTwilio, signatureOf } from "./twilio-signature.ts";

const url = "https://mycompany.com/myapp.php?foo=1&bar=2";
const formOf = (caller: string): URLSearchParams =>
  new URLSearchParams({
    To: "+18005551212",
    CallSid: "CA1234567890ABCDE",
    Digits: "1234",
    From: caller,
    Caller: caller,
  });

test.each([
  ["+14158675309", "RSOYDt4T1cUTdK1PDd93/VVr8B8="],
  ["+12349013030", "0/KCTR6DLpKmkAf8muzZqo1nDgQ="],
])("a call from %s is signed as documented", (caller, signature) => {
  expect(signatureOf(url, formOf(caller), "12345")).toBe(signature);
});

describe("a request", () => {
  const form = formOf("+14158675309");
  const isSigned = (asked: {
    url?: string;
    form?: URLSearchParams;
    signature?: string;
    authToken?: string;
  }) =>
    isFromTwilio(
      { url, form, signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8=", ...asked },
      asked.authToken ?? "12345",
    );

  test("is Twilio's when all of it is signed with the token", () => {
    expect(isSigned({})).toBe(true);
  });

  test.each([
    ["another token", { authToken: "12346" }],
    ["another address", { url: `${url}3` }],
    ["another host", { url: url.replace("mycompany", "evil") }],
    ["another value", { form: formOf("+14158675310") }],
    ["one value more", { form: new URLSearchParams([...form, ["Body", "123456"]]) }],
    ["another signature", { signature: "RSOYDt4T1cUTdK1PDd93/VVr8B9=" }],
    ["an empty signature", { signature: "" }],
    ["a signature that is longer", { signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8=AA" }],
  ])("with %s is not", (_, changed) => {
    expect(isSigned(changed)).toBe(false);
  });

  test("without a signature is not", () => {
    expect(isFromTwilio({ url, form, signature: undefined }, "12345")).toBe(false);
  });

  test.each([
    ["https://a.example/x", "https://a.example:443/x"],
    ["https://a.example:8443/x", "https://a.example/x"],
    ["http://[::1]/x?y", "http://[::1]:80/x?y"],
  ])("for %s may be signed for %s: Twilio does not always name the port", (ours, theirs) => {
    expect(isFromTwilio({ url: ours, form, signature: signatureOf(theirs, form, "12345") }, "12345")).toBe(
      true,
    );
  });
});
