import { describe, expect, it } from "vitest";
import { addressFault } from "./address.ts";

const schemes = ["https", "ntfy"];

describe("a phone number", () => {
  it.each(["+1425555", "+14255550123", "+491711234567", "+123456789012345"])("can be %s", (number) => {
    expect(addressFault("SMS", number, schemes)).toBeUndefined();
    expect(addressFault("VOICE", number, schemes)).toBeUndefined();
  });

  it.each([
    ["", "nothing"],
    ["+", "no digits"],
    ["14255550123", "no plus"],
    ["+142555", "too few digits"],
    ["+1234567890123456", "too many digits"],
    ["+04255550123", "no country code begins with 0"],
    ["+1 425 555 0123", "spaces"],
    ["+1-425-555-0123", "dashes"],
    ["+1425555０123", "a digit of another script"],
    ["+14255550123\n", "a line break"],
  ])("cannot be %j: %s", (number) => {
    expect(addressFault("SMS", number, schemes)).toMatch(/is not a phone number/);
  });
});

describe("an e-mail address", () => {
  it.each([
    "alice@example.com",
    "first.last+pager@sub.example.co.uk",
    "o'brien@example.com",
    "x@localhost",
    "jörg@müller.example",
    "ops@नमस्ते.example",
    `${"a".repeat(64)}@${"b".repeat(63)}.example`,
  ])("can be %s", (address) => {
    expect(addressFault("EMAIL", address, schemes)).toBeUndefined();
  });

  it.each([
    "",
    "@",
    "alice",
    "@example.com",
    "alice@",
    "alice@@example.com",
    "alice@b@example.com",
    ".alice@example.com",
    "al..ice@example.com",
    "alice.@example.com",
    "alice@example..com",
    "alice@.example.com",
    "alice@example.com.",
    "alice@-example.com",
    "alice@example-.com",
    "alice@exa_mple.com",
    "Alice <alice@example.com>",
    "alice@example.com, eve@example.com",
    "alice @example.com",
    "alice@example.com\r\nBcc: eve@example.com",
    '"alice"@example.com',
    `${"a".repeat(65)}@example.com`,
    `a@${"b".repeat(64)}.example`,
    `a@${"b.".repeat(126)}bcd`,
  ])("cannot be %j", (address) => {
    expect(addressFault("EMAIL", address, schemes)).toMatch(/is not an e-mail address/);
  });

  it("is looked at in time that grows with its length alone", () => {
    const began = performance.now();
    for (const hostile of [
      "a.".repeat(160),
      `${"a-".repeat(150)}@${"a-".repeat(100)}`,
      `a@${"a".repeat(318)}`,
    ])
      for (let n = 0; n < 1000; n++) addressFault("EMAIL", hostile, schemes);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe("the address of a webhook", () => {
  it.each(["https://push.example.com/topic?x=1", "HTTPS://push.example.com", "ntfy://ntfy.example.com/bob"])(
    "can be %s where its scheme is set up, for every type",
    (address) => {
      for (const type of ["SMS", "VOICE", "EMAIL"] as const)
        expect(addressFault(type, address, schemes)).toBeUndefined();
    },
  );

  it("of another scheme is told which there are", () => {
    expect(addressFault("EMAIL", "http://push.example.com", schemes)).toBe(
      "begins with http://, which is not set up here: https, ntfy",
    );
    expect(addressFault("EMAIL", "https://push.example.com", [])).toBe(
      "begins with https://, which is not set up here",
    );
  });

  it.each([
    "https://",
    "https://push.example.com/a b",
    "https://push.example.com/\n",
    "ntfy:///bob",
    "https://[x",
  ])("cannot be %j", (address) => {
    expect(addressFault("SMS", address, schemes)).toMatch(/is not an address of a webhook/);
  });
});
