// New key pairs have the lengths and alphabets that clients and their settings files take.
import { expect, test } from "vitest";
import { newKeyPair } from "./key-pair.ts";

test("ids and secrets have AWS's lengths and alphabets, and no two are alike", () => {
  const pairs = Array.from({ length: 500 }, newKeyPair);
  for (const { accessKeyId, secretAccessKey } of pairs) {
    expect(accessKeyId).toMatch(/^TOCS[A-Z2-7]{16}$/);
    expect(secretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/);
  }
  expect(new Set(pairs.map((it) => it.accessKeyId)).size).toBe(500);
  expect(new Set(pairs.map((it) => it.secretAccessKey)).size).toBe(500);
});
