// StartIncident per second and its latency at 1, 16 and 64 callers, beside the engine's own commit rate for the same rows.
//
//   node bench/start-incident.ts [--seconds 5] [--stored 1000000] [--engine sqlite|postgres]
import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { Agent } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { postgresBinaries, startPostgres } from "../test/harness/postgres.ts";
import { serverProcess } from "../test/harness/process.ts";
import { account, region, rootKey } from "../test/harness/server.ts";
import { postgresCommitRate, sqliteCommitRate } from "./commit-rate.ts";
import { fillPostgres, fillSqlite } from "./fill.ts";
import { measure, post, type Measured, type Target } from "./load.ts";

const { values: options } = parseArgs({
  options: {
    seconds: { type: "string", default: "5" },
    stored: { type: "string", default: "0" },
    engine: { type: "string" },
  },
});
const seconds = Number(options.seconds);
const stored = Number(options.stored);
const levels = [1, 16, 64];

interface Engine {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly own: (callers: number) => Promise<Measured>;
  readonly fill: (incidents: number) => Promise<void> | void;
}

const shown = ({ perSecond, p50, p99 }: Measured): string =>
  `${perSecond.toFixed(0).padStart(6)} /s   p50 ${p50.toFixed(1).padStart(6)} ms   p99 ${p99.toFixed(1).padStart(6)} ms`;

async function prepare(target: Target, agent: Agent): Promise<void> {
  await post(target, agent, "/createReplicationSet", JSON.stringify({ regions: { [region]: {} } }));
  const template = { title: "Bench", impact: 3, incidentTags: { kind: "bench" } };
  await post(
    target,
    agent,
    "/createResponsePlan",
    JSON.stringify({ name: "bench", incidentTemplate: template }),
  );
}

const body = (): string =>
  JSON.stringify({
    clientToken: randomUUID(),
    responsePlanArn: `arn:aws:ssm-incidents::${account}:response-plan/bench`,
    title: "The checkout is slow",
  });

/** One run of the server against the engine's database. */
async function measured(engine: Engine, first: boolean): Promise<Map<number, Measured>> {
  const env = { ...engine.env, TOCSIN_LOG_LEVEL: "error", TOCSIN_RATE_LIMIT: "1000000" };
  await using server = await serverProcess({ env });
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const target = { url: server.url, credentials: rootKey, region };
  if (first) await prepare(target, agent);
  const start = (): Promise<string> => post(target, agent, "/startIncident", body());
  await measure({ callers: 16, seconds: 1, call: start });
  const results = new Map<number, Measured>();
  for (const callers of levels) results.set(callers, await measure({ callers, seconds, call: start }));
  agent.destroy();
  await server.kill("SIGTERM");
  return results;
}

async function report(engine: Engine): Promise<void> {
  console.log(`\n${engine.name}`);
  const few = await measured(engine, true);
  for (const callers of levels) {
    const ours = few.get(callers);
    if (ours === undefined) continue;
    const own = await engine.own(callers);
    console.log(`  ${String(callers).padStart(2)} callers   StartIncident   ${shown(ours)}`);
    console.log(
      `               same rows alone ${shown(own)}   ratio ${(ours.perSecond / own.perSecond).toFixed(2)}`,
    );
  }
  if (stored === 0) return;
  await engine.fill(stored);
  const many = await measured(engine, false);
  for (const callers of levels) {
    const [before, after] = [few.get(callers), many.get(callers)];
    if (before === undefined || after === undefined) continue;
    const ratio = (after.p99 / before.p99).toFixed(2);
    console.log(
      `  ${String(callers).padStart(2)} callers, ${stored} stored       ${shown(after)}   p99 ratio ${ratio}`,
    );
  }
}

const folder = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
// PostgreSQL, which has no privileges, passes through it.
await chmod(folder, 0o711);
console.log(`StartIncident, ${seconds} s a level, Node ${process.version}`);

if (options.engine !== "postgres") {
  const path = join(folder, "data", "tocsin.db");
  await report({
    name: "SQLite",
    env: { TOCSIN_DATA_DIR: join(folder, "data") },
    own: () => sqliteCommitRate(path, seconds),
    fill: (incidents) => fillSqlite(path, incidents),
  });
}

const binaries = postgresBinaries();
if (options.engine !== "sqlite" && binaries !== undefined) {
  await using postgres = await startPostgres(binaries, join(folder, "postgres"), { durable: true });
  const url = postgres.url;
  await report({
    name: "PostgreSQL",
    env: { TOCSIN_DATA_DIR: join(folder, "keys"), TOCSIN_DATABASE_URL: url },
    own: (callers) => postgresCommitRate(url, callers, seconds),
    fill: (incidents) => fillPostgres(url, incidents),
  });
}
await rm(folder, { recursive: true });
