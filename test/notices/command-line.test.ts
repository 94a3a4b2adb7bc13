// `tocsin topics` and `tocsin events`, as a person types them.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type HttpListener, listenForHttp } from "../channels/http-listener.ts";
import { type Outcome, run } from "../harness/command.ts";
import { sqlite } from "../harness/engines.ts";
import type { TestServer } from "../harness/server.ts";
import { type Environment, onboard, placeOn, serve, start, topicArn } from "./notified.ts";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

let far: HttpListener;
let env: Environment;
let tocsin: TestServer;
beforeAll(async () => {
  far = await listenForHttp((_, response) => void response.writeHead(204).end());
  env = await placeOn(sqlite);
  tocsin = await serve(env, { TOCSIN_CLOCK: "system" });
});
afterAll(async () => {
  await tocsin[Symbol.asyncDispose]();
  await far[Symbol.asyncDispose]();
});

const type = (...words: string[]): Promise<Outcome> =>
  run(process.execPath, [main, ...words], { env: tocsin.environment });

it("a topic is bound, tried, shown without its secrets, and unbound", async () => {
  expect((await type("topics", "list")).stdout).toBe("No topic is bound to anything.\n");
  const bound = await type("topics", "bind", topicArn, "webhook", "--url", `${far.url}/hidden`);
  expect(bound).toMatchObject({ code: 0, stderr: "" });
  const [binding = ""] = /[0-9a-f-]{36}/.exec(bound.stdout) ?? [];
  expect(await type("topics", "test", topicArn)).toEqual({
    code: 0,
    stdout: "webhook  sent: 127.0.0.1 answered 204\n",
    stderr: "",
  });
  const { stdout } = await type("topics", "list");
  expect(stdout).toMatch(/^TOPIC +KIND +WHERE +FAILED +LAST FAILURE +BINDING\n/);
  expect(stdout).toContain(new URL(far.url).host);
  expect(stdout).not.toContain("hidden");
  expect((await type("topics", "bind", topicArn, "webhook")).stderr).toContain("url is missing");
  expect((await type("topics", "unbind", binding)).stdout).toBe(`${binding} is unbound.\n`);
  expect(await type("topics", "unbind", binding)).toMatchObject({ code: 1 });
});

it("webhooks for all events are made, shown and deleted", async () => {
  const made = await type(
    "events",
    "webhooks",
    "create",
    far.url,
    "--pattern",
    '{"source":["aws.ssm-incidents"]}',
  );
  const [webhook = ""] = /[0-9a-f-]{36}/.exec(made.stdout) ?? [];
  expect((await type("events", "webhooks", "list")).stdout).toContain('{"source":["aws.ssm-incidents"]}');
  expect((await type("events", "webhooks", "delete", webhook)).stdout).toBe(`${webhook} is deleted.\n`);
});

it("events are followed, one line each, also through a restart of the server", async () => {
  const plan = await onboard(tocsin);
  const { port } = new URL(tocsin.url);
  const follower = spawn(process.execPath, [main, "events", "--source", "aws.ssm-incidents"], {
    env: { PATH: process.env["PATH"], ...tocsin.environment },
  });
  let shown = "";
  follower.stdout.setEncoding("utf8").on("data", (text: string) => (shown += text));
  const starts = () => shown.split("\n").filter((line) => line.includes("SSM Incident Start"));
  try {
    // Until it listens, it hears nothing.
    await vi.waitUntil(
      async () => {
        await start(tocsin, plan);
        return starts().length > 0;
      },
      { timeout: 15_000, interval: 200 },
    );
    expect(starts()[0]).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ {2}SSM Incident Start {2}Disk full {2}arn:aws:ssm-incidents/,
    );
    await tocsin[Symbol.asyncDispose]();
    tocsin = await serve(env, { TOCSIN_CLOCK: "system", TOCSIN_PORT: port });
    const incident = await start(tocsin, plan);
    await vi.waitUntil(() => starts().some((line) => line.includes(incident)), { timeout: 15_000 });
  } finally {
    follower.kill();
    await once(follower, "exit");
  }
});
