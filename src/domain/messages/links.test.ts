// The links in messages: each about one thing, for one purpose and for so long.
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  createLinks,
  incidentLinkMilliseconds,
  linkMilliseconds,
  linkPaths,
  type Links,
  type Purpose,
} from "./links.ts";

const publicUrl = "https://tocsin.example.com/base";
const links = createLinks({ key: Buffer.alloc(32, 1), publicUrl });
const page = "arn:aws:ssm-contacts:us-east-1:111122223333:page/alice/0190";
const now = 1_795_420_800_000;

const tokenOf = (purpose: Purpose, by: Links = links): string =>
  by.toPage(purpose, { page, now })?.slice(publicUrl.length + linkPaths[purpose].length) ?? "";

const named = {
  account: "111122223333",
  incident: "arn:aws:ssm-incidents::111122223333:incident-record/web/01a2074d-8a4f-786b-83dd-858a10f6e7ec",
};

function incidentToken(by: Links = links): string {
  return by.toIncident({ ...named, now })?.slice(publicUrl.length + linkPaths.incident.length) ?? "";
}

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
  const purposes = ["acknowledge", "report", "key"] as const;
  for (const made of purposes)
    for (const used of purposes)
      expect(links.read(used, { token: tokenOf(made), now })).toEqual(made === used ? { page } : "not ours");
  for (const purpose of purposes) {
    expect(links.readIncident({ token: tokenOf(purpose), now })).toBe("not ours");
    expect(links.read(purpose, { token: incidentToken(), now })).toBe("not ours");
  }
});

test("a link to an incident names it and its account, and is read for seven days", () => {
  expect(links.toIncident({ ...named, now })).toMatch(
    /^https:\/\/tocsin\.example\.com\/base\/incident\/[\w-]+$/,
  );
  const read = (at: number) => links.readIncident({ token: incidentToken(), now: at });
  expect(read(now + incidentLinkMilliseconds - 1)).toEqual(named);
  expect(read(now + incidentLinkMilliseconds)).toBe("expired");
  expect(incidentLinkMilliseconds).toBe(7 * 24 * 3_600_000);
});

test("a link of another key is not ours", () => {
  const others = createLinks({ key: Buffer.alloc(32, 2), publicUrl });
  expect(links.read("acknowledge", { token: tokenOf("acknowledge", others), now })).toBe("not ours");
  expect(links.readIncident({ token: incidentToken(others), now })).toBe("not ours");
});

test.each([
  ["acknowledges", tokenOf("acknowledge"), (token: string) => links.read("acknowledge", { token, now })],
  ["shows an incident", incidentToken(), (token: string) => links.readIncident({ token, now })],
])("no altered or invented token %s", (_, token, read) => {
  const altered = fc
    .tuple(fc.nat(token.length - 1), fc.constantFrom(..."AZaz09-_=+/. é"))
    .map(([at, letter]) => token.slice(0, at) + letter + token.slice(at + 1))
    .filter((it) => it !== token);
  const cut = fc.nat(token.length - 1).map((length) => token.slice(0, length));
  fc.assert(
    fc.property(fc.oneof(altered, cut, fc.string(), fc.constant(`${token}=`)), (it) => {
      expect(read(it)).toBe("not ours");
    }),
  );
  expect(read("A".repeat(1_000_000))).toBe("not ours");
});

test("without a public address there are no links", () => {
  const local = createLinks({ key: Buffer.alloc(32, 1), publicUrl: undefined });
  expect(local.toPage("acknowledge", { page, now })).toBeUndefined();
  expect(local.toIncident({ ...named, now })).toBeUndefined();
});
