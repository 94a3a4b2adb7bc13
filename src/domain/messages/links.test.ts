// The links in messages: for one page, one purpose, one day.
import fc from "fast-check";
import { expect, test } from "vitest";
import { createLinks, linkMilliseconds, linkPaths, type Links, type Purpose } from "./links.ts";

const publicUrl = "https://tocsin.example.com/base";
const links = createLinks({ key: Buffer.alloc(32, 1), publicUrl });
const page = "arn:aws:ssm-contacts:us-east-1:111122223333:page/alice/0190";
const now = 1_795_420_800_000;

const tokenOf = (purpose: Purpose, by: Links = links): string =>
  by.toPage(purpose, { page, now })?.slice(publicUrl.length + linkPaths[purpose].length) ?? "";

test("a link leads to the public address and names its page", () => {
  expect(links.toPage("acknowledge", { page, now })).toMatch(
    /^https:\/\/tocsin\.example\.com\/base\/acknowledge\/[\w-]+$/,
  );
  expect(links.read("acknowledge", { token: tokenOf("acknowledge"), now })).toEqual({ page });
});

test("a link expires after a day", () => {
  const token = tokenOf("acknowledge");
  const read = (at: number) => links.read("acknowledge", { token, now: at });
  expect(read(now + linkMilliseconds - 1)).toEqual({ page });
  expect(read(now + linkMilliseconds)).toBe("expired");
});

test("a link for one purpose serves no other", () => {
  const purposes = Object.keys(linkPaths) as Purpose[];
  for (const made of purposes)
    for (const used of purposes)
      expect(links.read(used, { token: tokenOf(made), now })).toEqual(made === used ? { page } : "not ours");
});

test("a link of another key is not ours", () => {
  const others = createLinks({ key: Buffer.alloc(32, 2), publicUrl });
  expect(links.read("acknowledge", { token: tokenOf("acknowledge", others), now })).toBe("not ours");
});

test("no altered or invented token is ours", () => {
  const token = tokenOf("acknowledge");
  const altered = fc
    .tuple(fc.nat(token.length - 1), fc.constantFrom(..."AZaz09-_=+/. é"))
    .map(([at, letter]) => token.slice(0, at) + letter + token.slice(at + 1))
    .filter((it) => it !== token);
  const cut = fc.nat(token.length - 1).map((length) => token.slice(0, length));
  fc.assert(
    fc.property(fc.oneof(altered, cut, fc.string(), fc.constant(`${token}=`)), (it) => {
      expect(links.read("acknowledge", { token: it, now })).toBe("not ours");
    }),
  );
  expect(links.read("acknowledge", { token: "A".repeat(1_000_000), now })).toBe("not ours");
});

test("without a public address there are no links", () => {
  const local = createLinks({ key: Buffer.alloc(32, 1), publicUrl: undefined });
  expect(local.toPage("acknowledge", { page, now })).toBeUndefined();
  expect(local.toIncident("arn")).toBeUndefined();
});

test("an incident has an address of its own", () => {
  expect(links.toIncident("arn:aws:x/y z")).toBe(`${publicUrl}/incidents/arn%3Aaws%3Ax%2Fy%20z`);
});
