// Signatures of the command line are those that the official clients would make.
import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { signRequest, type Unsigned } from "./sign.ts";

/** Node's own hashes in the form in which the official signer wants them. */
class Sha256 {
  readonly #hash;

  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    const secret = key === undefined || typeof key === "string" ? key : Buffer.from(key as Uint8Array);
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret);
  }

  update(chunk: string | Uint8Array): void {
    this.#hash.update(chunk);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {}
}

async function officially({
  url,
  body,
  credentials,
  region,
  service,
  date,
  method,
}: Unsigned): Promise<string> {
  const signer = new SignatureV4({ credentials, region, service, sha256: Sha256, applyChecksum: false });
  const query: Record<string, string[]> = {};
  for (const [name, value] of url.searchParams) (query[name] ??= []).push(value);
  const request = {
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query,
    headers: { host: url.host, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    body,
  };
  const signed = await signer.sign(request, { signingDate: date });
  return signed.headers["authorization"] ?? "";
}

const plain: Unsigned = {
  method: "POST",
  url: new URL("http://127.0.0.1:9110/_tocsin/keys/create"),
  body: '{"userName":"alice"}',
  credentials: {
    accessKeyId: "TOCSABCDEFGHIJKLMNOP",
    secretAccessKey: "a/secret+of/forty+characters/and+no/more",
  },
  region: "us-east-1",
  service: "tocsin",
  date: new Date("2026-11-23T07:08:09.123Z"),
};

const agrees = async (request: Unsigned): Promise<void> => {
  expect(signRequest(request)["authorization"]).toBe(await officially(request));
};

test("a request with a body is signed as the official clients do", () => agrees(plain));

test("a request without a body is signed as the official clients do", () => {
  const { body: _, ...bare } = plain;
  return agrees({ ...bare, method: "GET" });
});

test("a session token is sent and signed", async () => {
  const request = { ...plain, credentials: { ...plain.credentials, sessionToken: "a token" } };
  expect(signRequest(request)).toMatchObject({ "x-amz-security-token": "a token" });
  await agrees(request);
});

test("the headers carry the date of the signature, and name what is signed", () => {
  const headers = signRequest(plain);
  expect(headers["x-amz-date"]).toBe("20261123T070809Z");
  expect(headers["authorization"]).toContain("/20261123/us-east-1/tocsin/aws4_request, ");
  expect(headers["authorization"]).toContain("SignedHeaders=content-type;host;x-amz-date, ");
});

test("any path, query, body and secret are signed as the official clients do", async () => {
  const part = fc.string({ unit: "grapheme", maxLength: 12 }).map(encodeURIComponent);
  // The official signer for JavaScript sorts names before it encodes them, AWS afterwards: no such names here.
  const parameter = fc.tuple(fc.stringMatching(/^[a-z0-9._~-]{1,8}$/), part);
  const requests = fc.record({
    segments: fc.array(
      part.filter((it) => !/^\.*$/.test(it)),
      { maxLength: 3 },
    ),
    parameters: fc.uniqueArray(parameter, { maxLength: 4, selector: ([name]) => name }),
    body: fc.string({ unit: "grapheme" }),
    secretAccessKey: fc.string({ unit: "grapheme-ascii", minLength: 16, maxLength: 64 }),
    date: fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }),
  });
  await fc.assert(
    fc.asyncProperty(requests, async ({ segments, parameters, body, secretAccessKey, date }) => {
      const query = parameters.map(([name, value]) => `${name}=${value}`).join("&");
      const url = new URL(`http://127.0.0.1:9110/${segments.join("/")}?${query}`);
      await agrees({ ...plain, url, body, date, credentials: { ...plain.credentials, secretAccessKey } });
    }),
    { numRuns: 300 },
  );
});
