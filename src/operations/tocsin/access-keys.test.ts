// Tocsin's own API, decoded and encoded as over the wire: keys are made, listed and revoked.
import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { noNoticing } from "../../../test/harness/no-noticing.ts";
import { sqlite } from "../../../test/harness/engines.ts";
import { type ManualClock, manualClock } from "../../clock.ts";
import { ApiError } from "../../contract/api-error.ts";
import type { Caller, Implementation } from "../../contract/call.ts";
import { decode } from "../../contract/decode.ts";
import { encode } from "../../contract/encode.ts";
import { tocsin } from "../../contract/tocsin/service.ts";
import { createPageTokens } from "../../domain/page-token.ts";
import { createSealer } from "../../domain/secrets/seal.ts";
import { newSecretKey } from "../../domain/secrets/secret-key.ts";
import { findAccessKey } from "../../storage/access-keys.ts";
import type { Storage } from "../../storage/storage.ts";
import { tocsinImplementations } from "./implementations.ts";

const caller: Caller = {
  account: "111122223333",
  region: "us-east-1",
  arn: "arn:aws:iam::111122223333:root",
  accessKeyId: "TOCSROOTROOTROOTROOT",
};
const sealer = createSealer(newSecretKey());
let storage: Storage;
let clock: ManualClock;
let implementations: ReadonlyMap<string, Implementation>;
beforeEach(async () => {
  storage = await sqlite.open();
  clock = manualClock(Date.UTC(2026, 0, 1));
  const pageTokens = createPageTokens(Buffer.alloc(32, 1));
  implementations = tocsinImplementations({
    storage,
    clock,
    sealer,
    pageTokens,
    newId: randomUUID,
    carried: new Set(),
    noticing: noNoticing,
    readers: new Map(),
  });
});
afterEach(() => storage[Symbol.asyncDispose]());

type Name = keyof typeof tocsin.operations;
const of = (name: Name): Implementation => implementations.get(name) ?? expect.unreachable(name);

/** What a client would read. */
async function call(name: Name, input: unknown, as = caller): Promise<Record<string, never>> {
  const { operation, run } = of(name);
  const decoded = decode(operation.input, input);
  if ("refused" in decoded) throw new ApiError("ValidationException", JSON.stringify(decoded.refused));
  const output = await run(decoded.value, { caller: as, requestId: "a request" });
  return JSON.parse(JSON.stringify(encode(operation.output, output)));
}
const refusal = (name: Name, input: unknown): Promise<ApiError> =>
  call(name, input).then(
    () => expect.unreachable("not refused"),
    (error: unknown) => (error instanceof ApiError ? error : expect.unreachable(String(error))),
  );

interface Created {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}
const create = async (userName: string, policy: object = { readyMade: "resolver" }): Promise<Created> =>
  (await call("CreateAccessKey", { userName, policy }))["accessKey"] ?? expect.unreachable();
const list = async (input: object = {}) => {
  const { accessKeys, nextToken } = await call("ListAccessKeys", input);
  return { accessKeys: accessKeys as unknown as Record<string, unknown>[], nextToken };
};

const document = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "ssm-incidents:*", Resource: "*" },
});

test("a new key is shown with its secret, with which requests are then checked", async () => {
  const key = await create("alice");
  expect(key).toEqual({
    accessKeyId: expect.stringMatching(/^TOCS[A-Z2-7]{16}$/),
    secretAccessKey: expect.stringMatching(/^[\w+/]{40}$/),
    kind: "USER",
    userName: "alice",
    userArn: "arn:aws:iam::111122223333:user/alice",
    policy: { readyMade: "resolver" },
    createdTime: Date.UTC(2026, 0, 1) / 1000,
  });
  expect(await findAccessKey(storage, sealer, key.accessKeyId)).toMatchObject({
    secretAccessKey: key.secretAccessKey,
    policy: "resolver",
  });
});

test("no later answer has the secret", async () => {
  const { accessKeyId, secretAccessKey } = await create("alice", { document });
  const { accessKeys } = await list();
  expect(JSON.stringify(accessKeys)).not.toContain(secretAccessKey);
  expect(accessKeys).toEqual([
    {
      accessKeyId,
      kind: "USER",
      userName: "alice",
      userArn: "arn:aws:iam::111122223333:user/alice",
      policy: { document },
      createdTime: Date.UTC(2026, 0, 1) / 1000,
    },
  ]);
});

test("a user may have several keys", async () => {
  await create("alice");
  await create("alice");
  expect((await list()).accessKeys).toHaveLength(2);
});

test("a policy document with mistakes is refused with all of them, and no key is made", async () => {
  const wrong = JSON.stringify({ Statement: { Effect: "Maybe", Action: "*", Resource: "*", Condition: {} } });
  const error = await refusal("CreateAccessKey", { userName: "alice", policy: { document: wrong } });
  expect(error).toMatchObject({
    name: "ValidationException",
    message:
      'Invalid policy document: Statement[0].Condition: conditions are not supported yet; Statement[0].Effect must be "Allow" or "Deny".',
  });
  expect((await list()).accessKeys).toEqual([]);
});

test.each([
  {},
  { userName: "alice" },
  { userName: "alice/admin", policy: { readyMade: "admin" } },
  { userName: "alice", policy: {} },
  { userName: "alice", policy: { readyMade: "admin", document } },
  { userName: "alice", policy: { readyMade: "constructor" } },
])("CreateAccessKey refuses %j", async (input) => {
  expect(await refusal("CreateAccessKey", input)).toMatchObject({ name: "ValidationException" });
});

test("keys are listed page by page, oldest first, and only those of the account", async () => {
  for (const name of ["a", "b", "c"]) {
    await create(name);
    clock.advance(1);
  }
  await call(
    "CreateAccessKey",
    { userName: "eve", policy: { readyMade: "admin" } },
    { ...caller, account: "444455556666" },
  );
  const first = await list({ maxResults: 2 });
  const second = await list({ maxResults: 2, nextToken: first.nextToken });
  expect([...first.accessKeys, ...second.accessKeys].map((key) => key["userName"])).toEqual(["a", "b", "c"]);
  expect(second.nextToken).toBeUndefined();
});

test("a token that was altered is refused", async () => {
  expect(await refusal("ListAccessKeys", { nextToken: "AAAA" })).toMatchObject({
    name: "ValidationException",
  });
});

test("a revoked key is refused from then on, and listed with its end", async () => {
  const { accessKeyId } = await create("alice");
  clock.advance(1000);
  expect(await call("RevokeAccessKey", { accessKeyId })).toEqual({});
  expect(await findAccessKey(storage, sealer, accessKeyId)).toBeUndefined();
  expect((await list()).accessKeys).toMatchObject([{ revokedTime: Date.UTC(2026, 0, 1) / 1000 + 1 }]);
  clock.advance(1000);
  expect(await call("RevokeAccessKey", { accessKeyId })).toEqual({});
  expect((await list()).accessKeys).toMatchObject([{ revokedTime: Date.UTC(2026, 0, 1) / 1000 + 1 }]);
});

test("a key that the account does not have cannot be revoked", async () => {
  const accessKeyId = "TOCSNOTTHEREATALLXXX";
  expect(await refusal("RevokeAccessKey", { accessKeyId })).toMatchObject({
    name: "ResourceNotFoundException",
    members: { resourceIdentifier: accessKeyId },
  });
});

test("permissions are asked for the user, the list and the key", () => {
  expect(of("CreateAccessKey").resources({ userName: "alice" }, caller)).toEqual([
    "arn:aws:iam::111122223333:user/alice",
  ]);
  expect(of("ListAccessKeys").resources({}, caller)).toEqual(["*"]);
  expect(of("RevokeAccessKey").resources({ accessKeyId: "TOCSX" }, caller)).toEqual([
    "arn:aws:tocsin::111122223333:access-key/TOCSX",
  ]);
});

test("every operation of the contract is built, on a path of its own", () => {
  expect([...implementations.keys()]).toEqual(Object.keys(tocsin.operations));
  const paths = Object.values(tocsin.operations).map((it) => it.http.path);
  expect(new Set(paths).size).toBe(paths.length);
});
