// Sealed secrets: only the same key opens them, only unaltered, and only in their own place.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createSealer, UnreadableSecret } from "./seal.ts";
import { newSecretKey } from "./secret-key.ts";

const sealer = createSealer(newSecretKey());

test("what is sealed opens in its place", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string(), (secret, place) => {
      expect(sealer.open(place, sealer.seal(place, secret))).toBe(secret);
    }),
  );
});

test("the sealed text does not show the secret, and is another each time", () => {
  const sealed = sealer.seal("here", "a secret");
  expect(sealed).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]{32}$/);
  expect(sealed).not.toBe(sealer.seal("here", "a secret"));
});

test("a sealed secret that was moved to another place does not open", () => {
  const sealed = sealer.seal("access-key/a", "a secret");
  expect(() => sealer.open("access-key/b", sealed)).toThrow(UnreadableSecret);
});

test("another key does not open it, and says which key would", () => {
  const sealed = sealer.seal("here", "a secret");
  const id = sealed.split(".")[1];
  expect(() => createSealer(newSecretKey()).open("here", sealed)).toThrow(`sealed with the secret key ${id}`);
});

test("an altered one never opens as anything else", () => {
  const sealed = sealer.seal("here", "a secret");
  const edits = fc.tuple(fc.nat(sealed.length), fc.nat(4), fc.string({ maxLength: 4 }));
  fc.assert(
    fc.property(edits, ([at, removed, added]) => {
      const altered = sealed.slice(0, at) + added + sealed.slice(at + removed);
      let opened: string | undefined;
      try {
        opened = sealer.open("here", altered);
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableSecret);
      }
      // Spare bits at the end of base64 may differ without meaning anything.
      expect([undefined, "a secret"]).toContain(opened);
    }),
    { numRuns: 2000 },
  );
});

test.each(["", "v1", "v1..", "v2.00000000.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA", "plain text"])(
  "%j is not a sealed secret",
  (text) => expect(() => sealer.open("here", text)).toThrow("here: not a sealed secret"),
);
