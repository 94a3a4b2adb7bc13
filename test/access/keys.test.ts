// Access keys on a whole server: what the official clients see of policies, revocations and rates.
import {
  CreateResponsePlanCommand,
  GetResponsePlanCommand,
  ListResponsePlansCommand,
  SSMIncidentsClient,
  StartIncidentCommand,
} from "@aws-sdk/client-ssm-incidents";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signRequest, type Credentials } from "../../src/cli/sign.ts";
import { account, region, rootKey, testServer, type TestServer } from "../harness/server.ts";

let tocsin: TestServer;
beforeAll(async () => {
  tocsin = await testServer({ TOCSIN_RATE_LIMIT: "20" });
});
afterAll(() => tocsin[Symbol.asyncDispose]());

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: Record<string, unknown>;
}

/** Tocsin's own API. */
async function call(action: string, input: object, credentials: Credentials = rootKey): Promise<Answer> {
  const url = new URL(`/_tocsin/keys/${action}`, tocsin.url);
  const request = { method: "POST", url, body: JSON.stringify(input) } as const;
  const headers = signRequest({ ...request, credentials, region, service: "tocsin", date: new Date() });
  const reply = await fetch(url, { method: "POST", headers, body: request.body });
  const text = await reply.text();
  const retryAfter = reply.headers.get("retry-after");
  return { status: reply.status, retryAfter, body: text === "" ? {} : JSON.parse(text) };
}

const createKey = async (userName: string, policy: object): Promise<Credentials> =>
  (await call("create", { userName, policy })).body["accessKey"] as Credentials;

const clientOf = (credentials: Credentials): SSMIncidentsClient =>
  new SSMIncidentsClient({ endpoint: tocsin.url, region, credentials, maxAttempts: 1 });

const planArn = (name: string): string => `arn:aws:ssm-incidents::${account}:response-plan/${name}`;
const policyOf = (...statements: readonly object[]): object => ({
  document: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
});

test("a new key works at once, for what its policy allows", async () => {
  using client = disposable(clientOf(await createKey("alice", { readyMade: "readonly" })));
  expect((await client.it.send(new ListResponsePlansCommand({}))).responsePlanSummaries).toEqual([]);
  await expect(
    client.it.send(new StartIncidentCommand({ responsePlanArn: planArn("x") })),
  ).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: `User: arn:aws:iam::${account}:user/alice is not authorized to perform: ssm-incidents:StartIncident on resource: ${planArn("x")} because no identity-based policy allows the ssm-incidents:StartIncident action`,
    $metadata: { httpStatusCode: 403 },
  });
});

test("a policy may allow all plans but one, with * for the empty Region", async () => {
  const policy = policyOf(
    { Effect: "Allow", Action: "ssm-incidents:*", Resource: `arn:aws:ssm-incidents:*:${account}:*` },
    { Effect: "Deny", Action: "*", Resource: planArn("secret*") },
  );
  using client = disposable(clientOf(await createKey("bob", policy)));
  const get = (name: string) => client.it.send(new GetResponsePlanCommand({ arn: planArn(name) }));
  await expect(get("open")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await expect(get("secret-1")).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringMatching(/with an explicit deny in an identity-based policy$/),
  });
  const create = new CreateResponsePlanCommand({
    name: "secret-2",
    incidentTemplate: { title: "x", impact: 1 },
  });
  await expect(client.it.send(create)).rejects.toMatchObject({ name: "AccessDeniedException" });
});

test("a revoked key is refused from the next request on", async () => {
  const key = await createKey("carol", { readyMade: "admin" });
  using client = disposable(clientOf(key));
  await client.it.send(new ListResponsePlansCommand({}));
  expect(await call("revoke", { accessKeyId: key.accessKeyId })).toMatchObject({ status: 204, body: {} });
  await expect(client.it.send(new ListResponsePlansCommand({}))).rejects.toMatchObject({
    name: "UnrecognizedClientException",
  });
});

test("only who may manage keys can, and a document with mistakes names them all", async () => {
  const resolver = await createKey("dan", { readyMade: "resolver" });
  const refused = await call("create", { userName: "eve", policy: { readyMade: "admin" } }, resolver);
  expect(refused.status).toBe(403);
  expect(refused.body["message"]).toContain(`on resource: arn:aws:iam::${account}:user/eve because`);
  const wrong = await call("create", { userName: "eve", policy: policyOf({ Condition: {} }) });
  expect(wrong).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining("Statement[0].Effect") },
  });
  expect(wrong.body["message"]).toContain("conditions are not supported yet");
});

test("the list shows who used which key, and never a secret", async () => {
  const { status, body } = await call("list", { maxResults: 100 });
  expect(status).toBe(200);
  expect(body["accessKeys"]).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        kind: "ROOT",
        accessKeyId: rootKey.accessKeyId,
        policy: { readyMade: "admin" },
      }),
      expect.objectContaining({ userName: "carol", revokedTime: expect.any(Number) }),
    ]),
  );
  expect(JSON.stringify(body)).not.toMatch(/secret(AccessKey|s? of)|sealed/i);
});

test("a key beyond its rate is told when to come back, and others go on", async () => {
  const greedy = await createKey("frank", { readyMade: "admin" });
  const answers = await Promise.all(Array.from({ length: 300 }, () => call("list", {}, greedy)));
  const refused = answers.filter((it) => it.status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]).toMatchObject({
    retryAfter: expect.stringMatching(/^[1-9]\d*$/),
    body: { message: "Rate exceeded", serviceCode: "tocsin" },
  });
  expect(answers.filter((it) => it.status === 200).length).toBeGreaterThanOrEqual(40);
  expect((await call("list", {})).status).toBe(200);
});

const disposable = (it: SSMIncidentsClient) => ({ it, [Symbol.dispose]: () => it.destroy() });
