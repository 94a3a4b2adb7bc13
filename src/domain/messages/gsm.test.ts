// Text for SMS: what stays, what is made plain, and how many parts it takes.
import fc from "fast-check";
import { expect, test } from "vitest";
import { gsmFriendly, partsOf } from "./gsm.ts";
import { shortMessage } from "./short-message.ts";

test.each([
  ["“Checkout” – it’s down…", '"Checkout" - it\'s down...'],
  ["Größe, Übermut & Ångström", "Größe, Übermut & Ångström"],
  ["São Paulo, Łódź, čtvrtek", "Sao Paulo, Łodz, ctvrtek"],
  ["🔥 Checkout 👨‍👩‍👧 down ❤️ 👍🏽", "Checkout down"],
  ["1️⃣ of 3", "1 of 3"],
  ["a\u00a0b\u2003c", "a b c"],
  ["Оплата не работает", "Оплата не работает"],
  ["決済が停止", "決済が停止"],
])("%j goes out as %j", (text, friendly) => {
  expect(gsmFriendly(text)).toBe(friendly);
});

test.each([
  ["a".repeat(160), 1],
  ["a".repeat(161), 2],
  ["a".repeat(306), 2],
  ["a".repeat(307), 3],
  ["€".repeat(80), 1],
  ["€".repeat(81), 2],
  ["я".repeat(70), 1],
  ["я".repeat(71), 2],
  ["я".repeat(134), 2],
  ["я".repeat(135), 3],
])("%#: a text takes %i parts", (text, parts) => {
  expect(partsOf(text)).toBe(parts);
});

test("a short message never takes more than two parts, and always has its end", () => {
  const end = "Reply 123456 to acknowledge.";
  const words = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 500 }),
    fc.string({ unit: fc.constantFrom(..."a€я🔥 \n{"), maxLength: 9000 }),
  );
  fc.assert(
    fc.property(words, (text) => {
      const message = shortMessage({ words: text, end });
      expect(message.endsWith(`\n${end}`)).toBe(true);
      expect(partsOf(message)).toBeLessThanOrEqual(2);
      expect(message.isWellFormed()).toBe(true);
    }),
  );
});

test("a message that fits is not cut", () => {
  expect(shortMessage({ words: "Checkout\nis down", end: "Reply." })).toBe("Checkout is down\nReply.");
  const long = shortMessage({ words: "Checkout is down. ".repeat(100), end: "Reply." });
  expect(long).toMatch(/\.\.\.\nReply\.$/);
  expect(long.length).toBeGreaterThan(300);
});
