// The secret key: every form that is taken, and what is derived from it.
import { expect, test } from "vitest";
import { derive, newSecretKey, readSecretKey, type SecretKey, showSecretKey } from "./secret-key.ts";

const bytes = Buffer.from([...Array(32).keys()].map((n) => 255 - n * 5));
const read = (text: string): SecretKey => {
  const key = readSecretKey(text);
  if (key === undefined) throw new Error(`not a key: ${text}`);
  return key;
};

test.each(["hex", "base64", "base64url"] as const)("32 bytes in %s are the key itself", (encoding) => {
  expect(read(bytes.toString(encoding)).bytes).toEqual(bytes);
  expect(read(`\n ${bytes.toString(encoding)}\r\n`).bytes).toEqual(bytes);
});

test("hex may be in upper case", () => {
  expect(read(bytes.toString("hex").toUpperCase()).bytes).toEqual(bytes);
});

test("a passphrase gives the same 32 bytes every time, and another one others", () => {
  const key = read("correct horse battery");
  expect(key.bytes).toHaveLength(32);
  expect(read("correct horse battery\n")).toEqual(key);
  expect(read("correct horse batterz").id).not.toBe(key.id);
});

test("a passphrase is the same however its accents are composed", () => {
  const text = "un mot très très secret";
  expect(read(text.normalize("NFD"))).toEqual(read(text.normalize("NFC")));
});

test("a passphrase derives the keys that it always did", () => {
  expect(read("correct horse battery").id).toBe("55c9cae9");
});

test.each(["", "short", " fifteen letters "])("%j is refused", (text) => {
  expect(readSecretKey(text)).toBeUndefined();
});

test("a text beyond 1024 characters is refused", () => {
  expect(readSecretKey("x".repeat(1025))).toBeUndefined();
});

test("a new key is shown in a form that reads as the same key", () => {
  const key = newSecretKey();
  expect(read(showSecretKey(key))).toEqual(key);
  expect(newSecretKey().id).not.toBe(key.id);
});

test("every purpose has its own key, of 32 bytes", () => {
  const key = read(bytes.toString("hex"));
  const keys = (["page-tokens", "secrets", "webhooks"] as const).map((purpose) => derive(key, purpose));
  expect(new Set(keys.map((it) => Buffer.from(it).toString("hex"))).size).toBe(3);
  expect(keys.map((it) => it.length)).toEqual([32, 32, 32]);
});
