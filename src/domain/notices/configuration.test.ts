import { expect, test } from "vitest";
import { faultsOfConfiguration, shownOf } from "./configuration.ts";

const kind = {
  name: "chat",
  fields: {
    url: {
      about: "the address",
      required: true,
      secret: true,
      hint: (value: string) => URL.parse(value)?.host ?? "",
      fault: (value: string) => (URL.canParse(value) ? undefined : "an address"),
    },
    token: { about: "the token", secret: true, fault: () => undefined },
    channel: { about: "the channel", fault: () => undefined },
  },
};

test("every mistake is told", () => {
  expect(faultsOfConfiguration(kind, { token: "t", constructor: "x", ["__proto__x"]: "y" })).toEqual([
    "constructor is nothing that chat knows (url, token, channel)",
    "__proto__x is nothing that chat knows (url, token, channel)",
    "url is missing",
  ]);
  expect(faultsOfConfiguration(kind, { url: "x" })).toEqual(["url must be an address"]);
  expect(faultsOfConfiguration(kind, { url: "https://example.com/x" })).toEqual([]);
});

test("of what is secret, no more is shown than its kind says", () => {
  const given = { url: "https://example.com/secret", token: "secret", channel: "C1" };
  expect(shownOf(kind, given)).toEqual({ url: "example.com", channel: "C1" });
});
