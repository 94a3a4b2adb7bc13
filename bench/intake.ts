// Alerts in, beside Prometheus Alertmanager: how many are accepted in a second, and how long from posting one to the first byte of its page at a webhook.
//
//   node bench/intake.ts [--seconds 10] [--callers 32] [--engine sqlite|postgres]
//
// Tocsin answers when the alert is on disk, and its page is an engagement's; Alertmanager answers when it has it in memory,
// and its notification is a group's, with group_wait 0s. Both get the same posts from the same client.
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { alertmanager, alertmanagerIsInstalled } from "../test/harness/alertmanager.ts";
import { postgresBinaries, startPostgres } from "../test/harness/postgres.ts";
import { serverProcess } from "../test/harness/process.ts";
import { measure, percentiles } from "./load.ts";
import { preparePlan } from "./paged-plan.ts";
import { type WebhookSink, webhookSink } from "./webhook-sink.ts";

const { values: options } = parseArgs({
  options: {
    seconds: { type: "string", default: "10" },
    callers: { type: "string", default: "32" },
    engine: { type: "string" },
  },
});
const seconds = Number(options.seconds);
const callers = Number(options.callers);
const alertsPerSecond = [1, 10, 100];
/** As in the storm of a bad night. */
const causes = 100;

/** Milliseconds after the last post. */
const patience = 30_000;

interface Taker {
  readonly name: string;
  /** Posts one alert of a cause. Returns when it was accepted. */
  readonly post: (cause: string) => Promise<void>;
}

const alertOf = (cause: string) => ({
  labels: { alertname: cause, service: "checkout", severity: "critical" },
  annotations: { summary: "More than 5 % of requests fail" },
  startsAt: new Date().toISOString(),
  generatorURL: "http://prometheus:9090/graph",
});

/** What Alertmanager would post to a webhook. */
const groupOf = (cause: string) => {
  const { labels, annotations, ...alert } = alertOf(cause);
  return {
    version: "4",
    groupKey: `{}:{alertname="${cause}"}`,
    status: "firing",
    receiver: "tocsin",
    groupLabels: { alertname: cause },
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: "http://alertmanager:9093",
    truncatedAlerts: 0,
    alerts: [
      { ...alert, labels, annotations, status: "firing", endsAt: "0001-01-01T00:00:00Z", fingerprint: cause },
    ],
  };
};

const posting =
  (url: string, agent: Agent, authorization?: string) =>
  (body: unknown): Promise<void> =>
    new Promise((accepted, failed) => {
      const headers = { "content-type": "application/json", ...(authorization && { authorization }) };
      const sent = request(url, { method: "POST", agent, headers }, (answer) => {
        answer.resume();
        answer.on("error", failed).on("end", () => {
          if ((answer.statusCode ?? 0) < 300) accepted();
          else failed(new Error(`${url} answered ${answer.statusCode}`));
        });
      });
      sent.on("error", failed);
      sent.end(JSON.stringify(body));
    });

const tell = (what: string, figures: string): void => console.log(`  ${what.padEnd(44)} ${figures}`);
const ms = (milliseconds: number): string => `${milliseconds.toFixed(1).padStart(8)} ms`;

async function firstByte({ post }: Taker, sink: WebhookSink, perSecond: number): Promise<void> {
  const posted = new Map<string, number>();
  const one = async (n: number): Promise<void> => {
    await setTimeout((n * 1000) / perSecond);
    const cause = `cause-${perSecond}-${n}-`;
    posted.set(cause, performance.now());
    await post(cause);
  };
  await Promise.all(Array.from({ length: perSecond * seconds }, (_, n) => one(n)));
  const isMissing = (cause: string): boolean => !sink.firstBytes.has(cause);
  for (let waited = 0; waited < patience && [...posted.keys()].some(isMissing); waited += 100)
    await setTimeout(100);
  const took = [...posted].flatMap(([cause, at]) => {
    const arrived = sink.firstBytes.get(cause);
    return arrived === undefined ? [] : [arrived - at];
  });
  const { p50, p99 } = percentiles(took);
  const lost = posted.size - took.length;
  const missing = lost === 0 ? "" : `, ${lost} did not come within ${patience / 1000} s`;
  tell(
    `${perSecond} alerts a second, post to page`,
    `p50 ${ms(p50)}   p99 ${ms(p99)}   of ${took.length}${missing}`,
  );
}

async function accepted({ post }: Taker, what: string, causeOf: (n: number) => string): Promise<void> {
  let n = 0;
  const call = (): Promise<void> => post(causeOf(n++));
  const { perSecond, p50, p99 } = await measure({ callers, seconds, call });
  tell(what, `${perSecond.toFixed(0).padStart(8)} /s   p50 ${ms(p50)}   p99 ${ms(p99)}`);
}

async function report(taker: Taker, sink: WebhookSink): Promise<void> {
  console.log(`\n${taker.name}   (load ${loadavg()[0]?.toFixed(1)})`);
  for (const perSecond of alertsPerSecond) await firstByte(taker, sink, perSecond);
  await accepted(taker, `accepted, ${causes} causes`, (n) => `cause-storm-${n % causes}-`);
  await accepted(taker, "accepted, each a new cause", (n) => `cause-new-${n}-`);
}

async function reportTocsin(engine: string, env: Readonly<Record<string, string>>): Promise<void> {
  await using sink = await webhookSink();
  const settings = {
    ...env,
    TOCSIN_LOG_LEVEL: "error",
    TOCSIN_RATE_LIMIT: "1000000",
    TOCSIN_INTAKE_RATE_LIMIT: "1000000",
    TOCSIN_WEBHOOK_SCHEMES: "http",
  };
  await using server = await serverProcess({ env: settings });
  const key = await preparePlan(server.url, sink.url);
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const post = posting(`${server.url}/intake/alertmanager/bench`, agent, `Bearer ${key}`);
  await report({ name: `Tocsin, ${engine}`, post: (cause) => post(groupOf(cause)) }, sink);
  agent.destroy();
}

async function reportAlertmanager(): Promise<void> {
  await using sink = await webhookSink();
  await using prometheus = await alertmanager(sink.url, "nobody-asks");
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const post = posting(`${prometheus.url}/api/v2/alerts`, agent);
  await report({ name: "Alertmanager", post: (cause) => post([alertOf(cause)]) }, sink);
  agent.destroy();
}

const folder = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
// PostgreSQL, which has no privileges, passes through it.
await chmod(folder, 0o711);
console.log(`Alerts in, ${callers} callers, ${seconds} s a level, Node ${process.version}`);

if (options.engine !== "postgres") await reportTocsin("SQLite", { TOCSIN_DATA_DIR: join(folder, "data") });

const binaries = postgresBinaries();
if (options.engine !== "sqlite" && binaries !== undefined) {
  await using postgres = await startPostgres(binaries, join(folder, "postgres"), { durable: true });
  await reportTocsin("PostgreSQL", {
    TOCSIN_DATA_DIR: join(folder, "keys"),
    TOCSIN_DATABASE_URL: postgres.url,
  });
}

if (alertmanagerIsInstalled) await reportAlertmanager();
else console.log("\nAlertmanager is not installed (prometheus-alertmanager): nothing to compare with.");
await rm(folder, { recursive: true });
