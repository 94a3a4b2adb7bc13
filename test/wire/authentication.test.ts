// What the signature of a request must be, seen from outside.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Running } from "./running.ts";
import { account, alice, start, visitor } from "./running.ts";
import type { Parts, Request } from "./signed.ts";
import { presign, sign, signed, toBytes } from "./signed.ts";
import type { RawReply } from "./socket.ts";
import { ask, json } from "./socket.ts";

let running: Running;
let port = 0;

beforeAll(async () => {
  running = await start({
    ListReplicationSets: () => ({ replicationSetArns: [] }),
    ListTagsForResource: ({ resourceArn }) => ({ tags: { resourceArn } }),
    GetContact: ({ ContactId }) => ({ ContactArn: ContactId, Alias: "a", Type: "PERSONAL", Plan: {} }),
  });
  ({ port } = running.listener);
});
afterAll(() => running.listener.close(0));

const list: Request = { path: "/listReplicationSets", body: "{}" };
const contactArn = `arn:aws:ssm-contacts:us-east-1:${account}:contact/alice`;
const getContact: Request = {
  service: "ssm-contacts",
  headers: { "x-amz-target": "SSMContacts.GetContact", "content-type": "application/x-amz-json-1.1" },
  body: JSON.stringify({ ContactId: contactArn }),
};

const send = (parts: Parts): Promise<RawReply> => ask(port, toBytes(parts));
const spoil = (parts: Parts, headers: Record<string, string | undefined>): Parts => ({
  ...parts,
  headers: Object.fromEntries(
    Object.entries({ ...parts.headers, ...headers }).filter(
      (it): it is [string, string] => it[1] !== undefined,
    ),
  ),
});

const expectRefusal = (reply: RawReply, status: number, name: string, message: RegExp | string): void => {
  expect(reply.status).toBe(status);
  expect(reply.headers.get("x-amzn-errortype")).toBe(name);
  expect(reply.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
  const body = json(reply);
  expect(body["__type"]).toBe(name);
  expect(body["message"] ?? body["Message"]).toEqual(
    typeof message === "string" ? message : expect.stringMatching(message),
  );
};

describe("a request signed as the official clients sign", () => {
  test("is answered, in restJson1", async () => {
    const reply = await ask(port, await signed(list));
    expect([reply.status, reply.body]).toEqual([200, '{"replicationSetArns":[]}']);
    expect(reply.headers.get("content-type")).toBe("application/json");
    expect(reply.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("is answered, in awsJson1.1", async () => {
    const reply = await ask(port, await signed(getContact));
    expect([reply.status, json(reply)["ContactArn"]]).toEqual([200, contactArn]);
    expect(reply.headers.get("content-type")).toBe("application/x-amz-json-1.1");
  });

  test("may carry its signature in the query", async () => {
    const reply = await send(await presign({ path: `/tags/${encodeURIComponent(contactArn)}` }));
    expect([reply.status, json(reply)]).toEqual([200, { tags: { resourceArn: contactArn } }]);
  });

  test("may be signed for any Region, which the operation learns", async () => {
    await ask(port, await signed({ ...list, region: "ap-southeast-2" }));
    expect(running.inputs.at(-1)?.call.caller).toEqual({
      account,
      region: "ap-southeast-2",
      arn: alice.arn,
      accessKeyId: alice.accessKeyId,
    });
  });
});

describe("nothing but a good signature passes", () => {
  test("a request without one is told so", async () => {
    const reply = await ask(
      port,
      "POST /listReplicationSets HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    );
    expectRefusal(reply, 403, "MissingAuthenticationTokenException", "Missing Authentication Token");
  });

  test("another scheme of authentication is none", async () => {
    const reply = await send(spoil(await sign(list), { authorization: "Bearer abc" }));
    expectRefusal(reply, 403, "MissingAuthenticationTokenException", "Missing Authentication Token");
  });

  test("a signature in both places is refused", async () => {
    const { headers } = await sign({ path: "/getIncidentRecord", method: "GET" });
    const reply = await send(spoil(await presign({ path: "/getIncidentRecord" }), headers));
    expectRefusal(reply, 403, "InvalidSignatureException", /^Found both 'X-Amz-Algorithm'/);
  });

  test("every missing part of the header is named, and the header is not repeated", async () => {
    const parts = spoil(await sign(list), {
      authorization: "AWS4-HMAC-SHA256 Foo=1",
      "x-amz-date": undefined,
    });
    const reply = await send(parts);
    expectRefusal(
      reply,
      403,
      "IncompleteSignatureException",
      /^Authorization header requires 'Credential' parameter\. Authorization header requires 'Signature' parameter\. Authorization header requires 'SignedHeaders' parameter\. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header\. \(Hashed with SHA-256 and encoded with Base64\) Authorization=[\w+/]{43}=$/,
    );
  });

  test("a part without an equal sign is told", async () => {
    const reply = await send(spoil(await sign(list), { authorization: "AWS4-HMAC-SHA256 Credential" }));
    expectRefusal(
      reply,
      403,
      "IncompleteSignatureException",
      /^Invalid key=value pair \(missing equal-sign\)/,
    );
  });

  test("every missing parameter of the query is named", async () => {
    const reply = await ask(
      port,
      "GET /getIncidentRecord?X-Amz-Algorithm=AWS4-HMAC-SHA256 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    );
    expectRefusal(
      reply,
      403,
      "IncompleteSignatureException",
      "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters.",
    );
  });

  test("the host must be signed", async () => {
    const parts = await sign(list);
    const authorization = parts.headers["authorization"]?.replace("host;", "");
    const reply = await send(spoil(parts, { authorization }));
    expectRefusal(
      reply,
      403,
      "InvalidSignatureException",
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    );
  });

  test("the target, which is the operation, must be signed", async () => {
    const parts = await sign({ ...getContact, headers: {} });
    const reply = await send(spoil(parts, { "x-amz-target": "SSMContacts.DeleteContact" }));
    expectRefusal(reply, 403, "InvalidSignatureException", /^'X-Amz-Target' must be a 'SignedHeader'/);
  });

  test("another algorithm is not supported", async () => {
    const parts = await sign(list);
    const authorization = parts.headers["authorization"]?.replace("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA25");
    expectRefusal(
      await send(spoil(parts, { authorization })),
      403,
      "IncompleteSignatureException",
      "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA25' (only AWS4-HMAC-SHA256 for now). ",
    );
  });

  test("all that is wrong with the scope is told at once", async () => {
    const parts = await sign(list);
    const authorization = parts.headers["authorization"]?.replace(
      /Credential=[^,]*/,
      "Credential=AKIDEXAMPLE/19990101/NO/s3/end",
    );
    expectRefusal(
      await send(spoil(parts, { authorization })),
      403,
      "InvalidSignatureException",
      /^Credential should be scoped to a valid region, not 'NO'\. Credential should be scoped to correct service: 'ssm-incidents'\. Credential should be scoped with a valid terminator: 'aws4_request', not 'end'\. Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '19990101' != '\d{8}', from '\d{8}T\d{6}Z'\.$/,
    );
  });

  test("a credential has five parts", async () => {
    const parts = await sign(list);
    const authorization = parts.headers["authorization"]?.replace(/Credential=[^,]*/, "Credential=a/b/c/d");
    expectRefusal(
      await send(spoil(parts, { authorization })),
      403,
      "IncompleteSignatureException",
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c/d'",
    );
  });

  test("a call of one API cannot be signed for the other", async () => {
    const reply = await ask(port, await signed({ ...getContact, service: "ssm-incidents" }));
    expectRefusal(
      reply,
      403,
      "InvalidSignatureException",
      "Credential should be scoped to correct service: 'ssm-contacts'.",
    );
  });

  test("an access key that nobody has is refused without a hint", async () => {
    const reply = await ask(
      port,
      await signed({ ...list, credential: { ...alice, accessKeyId: "AKIANOBODY" } }),
    );
    expectRefusal(
      reply,
      403,
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
    );
  });

  test.each(["__proto__", "constructor", "a'b", "é", "x".repeat(5000)])(
    "an access key named %s is refused like any other",
    async (accessKeyId) => {
      const parts = await sign(list);
      const authorization = parts.headers["authorization"]?.replace("AKIDEXAMPLE", accessKeyId);
      expectRefusal(
        await send(spoil(parts, { authorization })),
        403,
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
      );
    },
  );

  test("a wrong secret gives AWS's words, with the strings that should have been signed", async () => {
    const reply = await ask(port, await signed({ ...list, credential: { ...alice, secretAccessKey: "no" } }));
    expectRefusal(
      reply,
      403,
      "InvalidSignatureException",
      /^The request signature we calculated does not match the signature you provided\. Check your AWS Secret Access Key and signing method\. Consult the service documentation for details\.\n\nThe Canonical String for this request should have been\n'POST\n\/listReplicationSets\n\nhost:localhost\n/,
    );
    expect(reply.body).not.toContain(alice.secretAccessKey);
  });

  test.each(["UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "0".repeat(64)])(
    "the body is hashed here, and a signed claim of %s for it is refused",
    async (claim) => {
      const reply = await ask(port, await signed({ ...list, headers: { "x-amz-content-sha256": claim } }));
      expectRefusal(reply, 403, "InvalidSignatureException", /^The request signature we calculated/);
    },
  );

  test("an honest hash of the body passes", async () => {
    const claim = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    const reply = await ask(port, await signed({ ...list, headers: { "x-amz-content-sha256": claim } }));
    expect(reply.status).toBe(200);
  });
});

const minutes = (count: number): Date => new Date(Date.now() + count * 60_000);

describe("a signature holds for its time", () => {
  test.each([-14, 14])("%i minutes off is close enough", async (off) => {
    expect((await ask(port, await signed({ ...list, date: minutes(off) }))).status).toBe(200);
  });

  test("after fifteen minutes it has expired", async () => {
    expectRefusal(
      await ask(port, await signed({ ...list, date: minutes(-16) })),
      403,
      "InvalidSignatureException",
      /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)$/,
    );
  });

  test("more than fifteen minutes ahead it is not yet current", async () => {
    expectRefusal(
      await ask(port, await signed({ ...list, date: minutes(16) })),
      403,
      "InvalidSignatureException",
      /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 15 min\.\)$/,
    );
  });

  test.each(["201", "20150830T123600", "20159930T123600Z", "x".repeat(1000)])(
    "the date %s is no date",
    async (date) => {
      expectRefusal(
        await send(spoil(await sign(list), { "x-amz-date": date })),
        403,
        "IncompleteSignatureException",
        /^Date must be in ISO-8601 'basic format'\. Got '/,
      );
    },
  );

  test("a presigned one as long as it says", async () => {
    const get: Request = { path: `/tags/${encodeURIComponent(contactArn)}`, date: minutes(-30) };
    expect((await send(await presign(get, 3600))).status).toBe(200);
    expectRefusal(
      await send(await presign(get, 60)),
      403,
      "InvalidSignatureException",
      /^Signature expired: .* - 60 sec\.\)$/,
    );
  });

  test.each(["0", "604801", "-1", "1e3", ""])("a presigned one cannot say %s", async (expires) => {
    const parts = await presign({ path: "/getIncidentRecord" });
    const target = parts.target.replace(/X-Amz-Expires=\d+/, `X-Amz-Expires=${expires}`);
    expectRefusal(
      await send({ ...parts, target }),
      403,
      "IncompleteSignatureException",
      /^X-Amz-Expires must be/,
    );
  });
});

const away = async (): Promise<never> => {
  throw Object.assign(new Error("no route to host"), { name: "StorageUnavailable" });
};

test("a signature that nobody can check, because the storage is away, may be tried again", async () => {
  await using server = await start({}, { findCredential: away });
  const reply = await ask(server.listener.port, await signed(list));
  expect([reply.status, reply.headers.get("retry-after")]).toEqual([500, "1"]);
  expect(json(reply)["__type"]).toBe("InternalServerException");
});

describe("a temporary key", () => {
  test("passes with its token, in the header and in the query", async () => {
    const get: Request = { path: `/tags/${encodeURIComponent(contactArn)}`, credential: visitor };
    expect((await ask(port, await signed({ ...list, credential: visitor }))).status).toBe(200);
    expect((await send(await presign(get))).status).toBe(200);
  });

  test("is refused without its token, or with another", async () => {
    const { session: _, ...tokenless } = visitor;
    const other = { ...visitor, session: { token: "another", expires: 0 } };
    for (const credential of [tokenless, other])
      expectRefusal(
        await ask(port, await signed({ ...list, credential })),
        403,
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
      );
  });

  test("is refused once it has expired", async () => {
    const expired = { ...visitor, session: { token: "token/of+the=visitor", expires: Date.now() - 1 } };
    await using late = await start({}, { findCredential: async () => expired });
    expectRefusal(
      await ask(late.listener.port, await signed({ ...list, credential: visitor })),
      403,
      "ExpiredTokenException",
      "The security token included in the request is expired",
    );
  });

  test("a token with a lasting key is refused", async () => {
    const credential = { ...alice, session: { token: "x", expires: 0 } };
    expectRefusal(
      await ask(port, await signed({ ...list, credential })),
      403,
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
    );
  });
});
