import { hash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { parseQuery } from "./query.ts";
import { canonicalRequest, signature, signingKey, stringToSign } from "./sigv4.ts";

const secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const timestamp = "20150830T123600Z";
const scope = { date: "20150830", region: "us-east-1", service: "service" };

interface Vector {
  readonly method?: string;
  /** Written as text; it travels as UTF-8. */
  readonly target: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly service?: string;
  readonly host?: string;
}

const bytes = (text: string): string => Buffer.from(text).toString("latin1");

const headersOf = ({ headers = [], host = "example.amazonaws.com" }: Vector): Map<string, string[]> => {
  const found = new Map([
    ["host", [host]],
    ["x-amz-date", [timestamp]],
  ]);
  for (const [name, value] of headers)
    found.set(name.toLowerCase(), [...(found.get(name.toLowerCase()) ?? []), value]);
  return found;
};

const sign = (vector: Vector): string => {
  const [path = "", query = ""] = bytes(vector.target).split("?", 2);
  const headers = headersOf(vector);
  const canonical = canonicalRequest({
    method: vector.method ?? "GET",
    path,
    query: parseQuery(query),
    headers,
    signedHeaders: [...headers.keys()],
    bodyHash: hash("sha256", vector.body ?? "", "hex"),
  });
  const signed = { ...scope, service: vector.service ?? "service" };
  return signature(signingKey(secret, signed), stringToSign(timestamp, signed, canonical));
};

const unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const vanilla = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
const form = "application/x-www-form-urlencoded";

/** Of the test suite that AWS published for Signature Version 4. */
const published: readonly (readonly [string, Vector, string])[] = [
  ["get-vanilla", { target: "/" }, vanilla],
  ["get-slash", { target: "//" }, vanilla],
  ["get-slash-dot-slash", { target: "/./" }, vanilla],
  ["get-relative", { target: "/example/.." }, vanilla],
  ["get-relative-relative", { target: "/example1/example2/../.." }, vanilla],
  [
    "get-slash-pointless-dot",
    { target: "/./example" },
    "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5",
  ],
  [
    "get-slashes",
    { target: "//example//" },
    "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84",
  ],
  [
    "get-space",
    { target: "/example space/" },
    "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741",
  ],
  ["get-utf8", { target: "/ሴ" }, "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"],
  [
    "get-unreserved",
    { target: `/${unreserved}` },
    "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
  ],
  [
    "get-vanilla-query-unreserved",
    { target: `/?${unreserved}=${unreserved}` },
    "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
  ],
  [
    "get-vanilla-empty-query-key",
    { target: "/?Param1=value1" },
    "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
  ],
  [
    "get-vanilla-query-order-key-case",
    { target: "/?Param2=value2&Param1=value1" },
    "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
  ],
  [
    "get-vanilla-utf8-query",
    { target: "/?ሴ=bar" },
    "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
  ],
  [
    "get-header-key-duplicate",
    {
      target: "/",
      headers: [
        ["My-Header1", "value2"],
        ["My-Header1", "value2"],
        ["My-Header1", "value1"],
      ],
    },
    "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
  ],
  [
    "get-header-value-order",
    {
      target: "/",
      headers: [
        ["My-Header1", "value4"],
        ["My-Header1", "value1"],
        ["My-Header1", "value3"],
        ["My-Header1", "value2"],
      ],
    },
    "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
  ],
  [
    "get-header-value-trim",
    {
      target: "/",
      headers: [
        ["My-Header1", " value1"],
        ["My-Header2", ' "a   b   c"'],
      ],
    },
    "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
  ],
  [
    "post-vanilla",
    { method: "POST", target: "/" },
    "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
  ],
  [
    "post-vanilla-query",
    { method: "POST", target: "/?Param1=value1" },
    "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
  ],
  [
    "post-x-www-form-urlencoded",
    { method: "POST", target: "/", headers: [["Content-Type", form]], body: "Param1=value1" },
    "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
  ],
  [
    "post-x-www-form-urlencoded-parameters",
    {
      method: "POST",
      target: "/",
      headers: [["Content-Type", `${form}; charset=utf8`]],
      body: "Param1=value1",
    },
    "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe",
  ],
  [
    "the example of the user guide",
    {
      target: "/?Action=ListUsers&Version=2010-05-08",
      host: "iam.amazonaws.com",
      service: "iam",
      headers: [["Content-Type", `${form}; charset=utf-8`]],
    },
    "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
  ],
];

describe("the signatures of AWS's own examples", () => {
  test.each(published)("%s", (_, vector, expected) => {
    expect(sign(vector)).toBe(expected);
  });
});

const canonicalOf = (target: string, headers: Vector["headers"] = []): readonly string[] => {
  const [path = "", query = ""] = bytes(target).split("?", 2);
  const found = headersOf({ target, headers });
  return canonicalRequest({
    method: "GET",
    path,
    query: parseQuery(query),
    headers: found,
    signedHeaders: [...found.keys()],
    bodyHash: "",
  }).split("\n");
};

describe("the canonical request", () => {
  test("has the path as it travelled, encoded once more", () => {
    expect(canonicalOf("/tags/arn%3Aaws%3A%2F%20x")[1]).toBe("/tags/arn%253Aaws%253A%252F%2520x");
  });

  test("has the query sorted by encoded name, then by encoded value", () => {
    expect(canonicalOf("/?b=2&a-=1&a=2&a=%0A&a=1&B")[2]).toBe("B=&a=%0A&a=1&a=2&a-=1&b=2");
  });

  test("reads a plus in the query as a space, and keeps an encoded one", () => {
    expect(canonicalOf("/?a=b+c&d=e%2Bf&g=h%20i")[2]).toBe("a=b%20c&d=e%2Bf&g=h%20i");
  });

  test("does not take the last byte of a UTF-8 character for a space", () => {
    expect(canonicalOf("/", [["x-name", bytes("voilà")]])[5]).toBe(`x-name:${bytes("voilà")}`);
  });
});
