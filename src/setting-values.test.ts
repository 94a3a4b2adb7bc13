// What the texts of settings mean, and which have no meaning.
import { describe, expect, it } from "vitest";
import { hostPattern, listOf, mailAddress, oneOf, smtpServer, webAddress } from "./setting-values.ts";

describe("a mail server", () => {
  it("is told apart by scheme, and has the usual ports", () => {
    expect(smtpServer("smtp://mail.example.com")).toEqual({
      host: "mail.example.com",
      port: 587,
      tls: false,
      login: undefined,
    });
    expect(smtpServer("smtps://mail.example.com/")).toMatchObject({ port: 465, tls: true });
    expect(smtpServer("smtp://[::1]:2525")).toMatchObject({ host: "::1", port: 2525 });
  });

  it("may have a user and a password with any characters, percent-encoded", () => {
    expect(smtpServer("smtp://alice%40example.com:p%3A%2F%E2%82%AC@mail:25")?.login).toEqual({
      user: "alice@example.com",
      password: "p:/€",
    });
  });

  it.each([
    "",
    "mail.example.com",
    "http://mail.example.com",
    "smtp://",
    "smtp://user@mail",
    "smtp://:password@mail",
    "smtp://user:%zz@mail",
    "smtp://mail/path",
    "smtp://mail?tls=no",
    "smtp://mail:0",
    "smtp://mail:99999",
    "smtp://ma il",
    "smtp://mail\r\n",
  ])("is not %j", (text) => {
    expect(smtpServer(text)).toBeUndefined();
  });
});

describe("a sender", () => {
  it.each([
    ["pager@example.com", undefined, "pager@example.com"],
    ["Tocsin <pager@example.com>", "Tocsin", "pager@example.com"],
    ['"Tocsin, at work" <pager@host>', "Tocsin, at work", "pager@host"],
    ["Bereitschaft Süd <pager@example.com>", "Bereitschaft Süd", "pager@example.com"],
  ])("is %j", (text, name, address) => {
    expect(mailAddress(text)).toEqual({ name, address });
  });

  it.each([
    "pager",
    "a@b@c",
    "<pager@example.com>",
    "A <b>",
    "A <b@c> d",
    "a@b\r\nBcc: x@y",
    "A\n <a@b>",
    "a@-b",
    "a@b..c",
  ])("is not %j", (text) => {
    expect(mailAddress(text)).toBeUndefined();
  });
});

describe("an address of the web", () => {
  it("has no slash at the end", () => {
    expect(webAddress("https://tocsin.example.com/")).toBe("https://tocsin.example.com");
    expect(webAddress("http://127.0.0.1:9110/a//")).toBe("http://127.0.0.1:9110/a");
  });

  it.each([
    "tocsin.example.com",
    "ftp://x",
    "https://",
    "https://u:p@x",
    "https://x?a",
    "https://x#a",
    "https://x y",
  ])("is not %j", (text) => {
    expect(webAddress(text)).toBeUndefined();
  });
});

describe("a list", () => {
  it("has each item once, whatever the spaces and the case", () => {
    expect(listOf(oneOf("https", "ntfy"))(" HTTPS ,ntfy,https")).toEqual(["https", "ntfy"]);
    expect(listOf(hostPattern)("push.example.com,*.example.net,10.0.0.1")).toEqual([
      "push.example.com",
      "*.example.net",
      "10.0.0.1",
    ]);
  });

  it.each(["", "https,", "https,gopher", "*", "*.", "a.*.b"])("is not %j", (text) => {
    expect(listOf(oneOf("https"))(text)).toBeUndefined();
    expect(listOf(hostPattern)(text === "https,gopher" ? "" : text.replace("https", ""))).toBeUndefined();
  });
});
