// Every broken request of both APIs, sent to a whole server: the documented error comes back, and never a 500.
import { Agent } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Operation, ServiceContract } from "../../src/contract/operation.ts";
import { servicesOf } from "../../src/services.ts";
import { region, rootKey, testServer, type TestServer } from "../harness/server.ts";
import { send, type Sendable } from "../harness/send.ts";
import { brokenRequests } from "./broken-requests.ts";

const agent = new Agent({ keepAlive: true, maxSockets: 8 });
let tocsin: TestServer;
beforeAll(async () => {
  tocsin = await testServer({ TOCSIN_DATABASE_URL: "sqlite::memory:", TOCSIN_RATE_LIMIT: "1000000" });
});
afterAll(async () => {
  agent.destroy();
  await tocsin[Symbol.asyncDispose]();
});

type Input = Readonly<Record<string, unknown>>;

/** The input as the protocol carries it: in the path, the query and the body. */
function bound(contract: ServiceContract, operation: Operation, input: Input): Sendable {
  const signed = { service: contract.signingName, region, credentials: rootKey, agent };
  if (contract.targetPrefix !== undefined)
    return {
      ...signed,
      method: "POST",
      url: new URL(tocsin.url),
      body: JSON.stringify(input),
      headers: { "x-amz-target": `${contract.targetPrefix}.${operation.name}` },
    };
  const placed = (location: string | undefined): [string, unknown][] =>
    Object.entries(input).filter(([name]) => operation.input.members[name]?.location === location);
  const url = new URL(
    placed("label").reduce(
      (path, [name, value]) => path.replace(`{${name}}`, encodeURIComponent(String(value))),
      operation.http.path,
    ),
    tocsin.url,
  );
  for (const [name, value] of placed("query"))
    for (const one of [value].flat()) url.searchParams.append(name, String(one));
  const body = JSON.stringify(Object.fromEntries(placed(undefined)));
  const { method } = operation.http;
  return { ...signed, method, url, ...(method === "POST" && { body }) };
}

/** What is built is asked of the real list; nothing of it is run here. */
const services = servicesOf({} as Parameters<typeof servicesOf>[0]).filter(
  ({ implementations }) => implementations.size > 0,
);

describe.each(services)("the broken requests of $contract.signingName", ({ contract, implementations }) => {
  it.each([...implementations.values()].map(({ operation }) => operation))(
    "$name is refused in AWS's words",
    async (operation) => {
      const requests = brokenRequests(operation);
      const answers = await Promise.all(requests.map(({ input }) => send(bound(contract, operation, input))));
      for (const [index, { name, error, message }] of requests.entries()) {
        const answer = answers[index];
        const body = JSON.parse(answer?.text ?? "{}") as Record<string, unknown>;
        expect({
          name,
          status: answer?.status,
          type: body["__type"],
          text: body[contract.errorText],
        }).toEqual({
          name,
          status: 400,
          type: error,
          text: message,
        });
      }
    },
  );
});
