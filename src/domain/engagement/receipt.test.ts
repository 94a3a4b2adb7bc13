import { expect, test } from "vitest";
import { maskedAddress } from "./masked-address.ts";
import { plain, sentence, whoAndWhere } from "./receipt.ts";

test("an address is shown so that its owner knows it and nobody else can use it", () => {
  expect(maskedAddress("+4915112345678")).toBe("+49…78");
  expect(maskedAddress("alice@example.com")).toBe("a…@example.com");
  expect(maskedAddress('"odd@name"@example.com')).toBe('"…@example.com');
  expect(maskedAddress("https://push.example.com/secret/topic?token=1")).toBe("https://push.example.com/…");
  expect(maskedAddress("ntfy://user:password@push.example.com/topic")).toBe("ntfy://push.example.com/…");
  expect(maskedAddress("12345")).toBe("…");
  expect(maskedAddress("http://")).toBe("…");
  expect(maskedAddress("")).toBe("…");
});

test("a receipt says who and where", () => {
  const at = { name: "Alice", address: "+4915112345678", activated: true };
  expect(whoAndWhere({ ...at, type: "SMS" })).toBe("Alice by SMS to +49…78");
  expect(whoAndWhere({ ...at, type: "VOICE" })).toBe("Alice by phone at +49…78");
  expect(whoAndWhere({ ...at, type: "EMAIL", address: "a@b.c" })).toBe("Alice by e-mail at a…@b.c");
});

test("what a provider says becomes one line of limited length", () => {
  expect(plain("421\r\n  try\tagain later\n")).toBe("421 try again later");
  expect(plain("x".repeat(5_000))).toHaveLength(2_048);
  expect(plain("🚨".repeat(5_000), 1_000).isWellFormed()).toBe(true);
});

test("a sentence gets its full stop once", () => {
  expect(["busy", "busy.", "why?", "wait…"].map(sentence)).toEqual(["busy.", "busy.", "why?", "wait…"]);
});
