// A storm: ten thousand alerts of a hundred causes, as fast as they go (a storm of a minute, compressed), and a `kill -9` in the middle.
import { Agent, request } from "node:http";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { UpdateResponsePlanCommand } from "@aws-sdk/client-ssm-incidents";
import { expect, inject, it } from "vitest";
import { client } from "../durability/callers.ts";
import { run } from "../harness/command.ts";
import { type ServerProcess, serverProcess } from "../harness/process.ts";
import { account, rootKey } from "../harness/server.ts";
import { planWithKey } from "./plan-with-key.ts";

const alerts = 10_000;
const causes = 100;
const senders = 64;

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/** One person who is engaged by the plan, and whose messages stay in the outbox. */
async function engageSomebody(server: ServerProcess, dataDir: string): Promise<void> {
  const env = {
    TOCSIN_DATA_DIR: dataDir,
    AWS_ENDPOINT_URL: server.url,
    AWS_ACCESS_KEY_ID: rootKey.accessKeyId,
    AWS_SECRET_ACCESS_KEY: rootKey.secretAccessKey,
    AWS_REGION: "us-east-1",
  };
  const words = ["people", "add", "alice", "--email", "alice@example.com", "--confirmed"];
  const added = await run(process.execPath, [main, ...words], { env });
  expect(added).toMatchObject({ code: 0, stderr: "" });
  const incidents = client(server.url);
  const arn = `arn:aws:ssm-incidents::${account}:response-plan/web`;
  const engagements = [`arn:aws:ssm-contacts:us-east-1:${account}:contact/alice`];
  await incidents.send(new UpdateResponsePlanCommand({ arn, engagements }));
  incidents.destroy();
}

/** Undefined where there is no answer. */
const post = (url: string, { body, agent }: { body: string; agent: Agent }): Promise<number | undefined> =>
  new Promise((answered) => {
    const sent = request(url, { method: "POST", agent, headers: { "content-type": "application/json" } });
    sent.on("response", (reply) => {
      reply.resume().on("error", () => answered(undefined));
      reply.on("end", () => answered(reply.statusCode));
      reply.on("close", () => answered(undefined));
    });
    sent.on("error", () => answered(undefined));
    sent.end(body);
  });

interface Storm {
  /** How many were answered with success. */
  accepted: number;
  readonly refused: Set<number>;
}

/** Every sender goes on with the next alert once the last was accepted; what got no answer it sends again. */
async function send(url: string, storm: Storm): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < alerts) {
      const cause = next++ % causes;
      const body = JSON.stringify({ title: `Disk ${cause} is full`, key: `disk-${cause}`, status: "firing" });
      let status = await post(url, { body, agent });
      while (status !== 202) {
        if (status !== undefined) storm.refused.add(status);
        await pause(20);
        status = await post(url, { body, agent });
      }
      storm.accepted += 1;
    }
  };
  await Promise.all(Array.from({ length: senders }, one));
  agent.destroy();
}

it("a storm of 10,000 alerts opens 100 incidents, pages once for each, and loses nothing in a kill -9", async () => {
  const dataDir = await mkdtemp(join(inject("databases").scratch, "storm-"));
  const env = { TOCSIN_DATA_DIR: dataDir, TOCSIN_INTAKE_RATE_LIMIT: "1000000" };
  const storm: Storm = { accepted: 0, refused: new Set() };
  const first = await serverProcess({ env });
  const { key, tocsin } = await planWithKey(first.url);
  await engageSomebody(first, dataDir);

  const sent = send(`${first.url}/intake/generic/web/${key}`, storm);
  while (storm.accepted < alerts / 3) await pause(5);
  await first.kill();
  await using second = await serverProcess({ env: { ...env, TOCSIN_PORT: new URL(first.url).port } });
  await sent;
  expect(storm).toEqual({ accepted: alerts, refused: new Set() });

  const paged = async (): Promise<number> => {
    const { messages } = await tocsin("/_tocsin/outbox/list");
    return (messages as { type: string }[]).filter(({ type }) => type === "PAGE").length;
  };
  while ((await paged()) < causes) await pause(50);
  expect(await second.kill("SIGTERM")).toBe(0);

  using database = new DatabaseSync(join(dataDir, "tocsin.db"), { readOnly: true });
  const count = (table: string): unknown =>
    database.prepare(`select count(*) as count from ${table}`).get()?.["count"];
  expect(count("incidents")).toBe(causes);
  expect(count("engagements")).toBe(causes);
  expect(count("pages")).toBe(causes);
  expect(count("outbox where json_extract(document, '$.type') = 'page'")).toBe(causes);
  const { received, rows } = database
    .prepare("select count(*) as rows, sum(json_extract(document, '$.received')) as received from alerts")
    .get() as { rows: number; received: number };
  expect(rows).toBe(causes);
  // An answer may be lost after the commit: then the alert is counted once more.
  expect(received).toBeGreaterThanOrEqual(alerts);
  expect(received).toBeLessThanOrEqual(alerts + senders);
}, 60_000);
