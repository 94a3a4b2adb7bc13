import { expect, test } from "vitest";
import { headerClaim } from "./authorization.ts";

const authorization =
  "AWS4-HMAC-SHA256 Credential=AKID/20150830/us-east-1/ssm-incidents/aws4_request, SignedHeaders=Host;X-Amz-Date, Signature=abc";

const claim = (text: string, headers: Readonly<Record<string, string>>) =>
  headerClaim(
    {
      id: "",
      method: "GET",
      version: "1.1",
      path: "/",
      rawQuery: "",
      query: [],
      remoteAddress: "",
      body: Buffer.alloc(0),
      gone: () => new AbortController().signal,
      headers: new Map(Object.entries(headers).map(([name, value]) => [name, [value]])),
    },
    text,
  );

test("the parts may be parted by commas, spaces, or both", () => {
  const expected = claim(authorization, { "x-amz-date": "20150830T123600Z" });
  expect(expected).toMatchObject({
    algorithm: "AWS4-HMAC-SHA256",
    credential: "AKID/20150830/us-east-1/ssm-incidents/aws4_request",
    signedHeaders: ["host", "x-amz-date"],
    signature: "abc",
    timestamp: "20150830T123600Z",
  });
  for (const text of [authorization.replaceAll(", ", ","), authorization.replaceAll(",", "")])
    expect(claim(text, { "x-amz-date": "20150830T123600Z" })).toEqual(expected);
});

test("without X-Amz-Date the Date header gives the time, in either of its forms", () => {
  for (const date of ["Sun, 30 Aug 2015 12:36:00 GMT", "20150830T123600Z"])
    expect(claim(authorization, { date }).timestamp).toBe("20150830T123600Z");
});

test("a date in words that is no date stays as it is, to be refused", () => {
  expect(claim(authorization, { date: "Sun, 99 Aug 2015 12:36:00 GMT" }).timestamp).toMatch(/^Sun, 99/);
  expect(claim(authorization, { date: "yesterday" }).timestamp).toBe("yesterday");
});
