// How late pages are: with 100,000 engagements pending, timers after their time, and StartIncident's answer to the first byte at the mail server.
//
//   node bench/paging.ts [--pending 100000] [--seconds 20] [--engine sqlite|postgres]
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { Agent } from "node:http";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { postgresBinaries, startPostgres } from "../test/harness/postgres.ts";
import { type ServerProcess, serverProcess } from "../test/harness/process.ts";
import { send } from "../test/harness/send.ts";
import { account, region, rootKey } from "../test/harness/server.ts";
import { type Database, openPostgres, openSqlite } from "./database.ts";
import { percentiles, post } from "./load.ts";
import { type MailSink, mailSink } from "./mail-sink.ts";
import { addPending, comeDue } from "./pending.ts";

const { values: options } = parseArgs({
  options: {
    pending: { type: "string", default: "100000" },
    seconds: { type: "string", default: "20" },
    engine: { type: "string" },
  },
});
const pending = Number(options.pending);
const seconds = Number(options.seconds);
/** Timers that come due in a second, while their lateness is measured. */
const duePerSecond = 50;
const incidentsPerSecond = [1, 10, 100];

interface Engine {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly open: () => Promise<Database> | Database;
}

interface Bench {
  readonly engine: Engine;
  readonly sink: MailSink;
}

const shown = (milliseconds: readonly number[]): string => {
  const { p50, p99, most } = percentiles(milliseconds);
  const [a, b, c] = [p50, p99, most].map((it) => it.toFixed(1).padStart(7));
  return `p50 ${a} ms   p99 ${b} ms   most ${c} ms   of ${milliseconds.length}`;
};

const tell = (what: string, milliseconds: readonly number[]): void =>
  console.log(
    `  ${what.padEnd(46)} ${shown(milliseconds)}   load ${loadavg()
      .map((it) => it.toFixed(1))
      .join(" ")}`,
  );

const start = ({ engine, sink }: Bench): Promise<ServerProcess> =>
  serverProcess({
    env: {
      ...engine.env,
      TOCSIN_LOG_LEVEL: "error",
      TOCSIN_RATE_LIMIT: "1000000",
      TOCSIN_SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
      TOCSIN_MAIL_FROM: "tocsin@example.com",
    },
  });

type Answered = Record<string, string>;

const callerOf = (url: string, agent: Agent) => {
  const target = { url, credentials: rootKey, region };
  return {
    incidents: async (path: string, input: object): Promise<Answered> =>
      JSON.parse(await post(target, agent, path, JSON.stringify(input))) as Answered,
    contacts: async (operation: string, input: object): Promise<Answered> => {
      const headers = { "x-amz-target": `SSMContacts.${operation}` };
      const signed = { method: "POST", service: "ssm-contacts", credentials: rootKey, region } as const;
      const body = JSON.stringify(input);
      const { status, text } = await send({ ...signed, url: new URL(url), headers, body, agent });
      if (status !== 200) throw new Error(`${status}: ${text}`);
      return JSON.parse(text) as Answered;
    },
  };
};

const responsePlanArn = `arn:aws:ssm-incidents::${account}:response-plan/bench`;

/** Somebody with two stages of e-mail, and one incident that pages them: what the pending ones are copies of. */
async function prepare(bench: Bench): Promise<void> {
  await withServer(bench, async ({ incidents, contacts }) => {
    await incidents("/createReplicationSet", { regions: { [region]: {} } });
    const someone = { Alias: "alice", Type: "PERSONAL", Plan: { Stages: [] } };
    const { ContactArn: ContactId = "" } = await contacts("CreateContact", someone);
    const { ContactChannelArn: ContactChannelId } = await contacts("CreateContactChannel", {
      ContactId,
      Name: "mail",
      Type: "EMAIL",
      DeliveryAddress: { SimpleAddress: "alice@example.com" },
      DeferActivation: true,
    });
    const stage = { DurationInMinutes: 30, Targets: [{ ChannelTargetInfo: { ContactChannelId } }] };
    await contacts("UpdateContact", { ContactId, Plan: { Stages: [stage, stage] } });
    const incidentTemplate = { title: "The checkout is slow", impact: 3 };
    await incidents("/createResponsePlan", { name: "bench", incidentTemplate, engagements: [ContactId] });
  });
  {
    await using database = await bench.engine.open();
    const activated = `replace(document, '"activated":false', '"activated":true')`;
    await database.run(`update contact_channels set document = ${activated}`);
  }
  await withServer(bench, async ({ incidents }) => {
    await incidents("/startIncident", { responsePlanArn });
    while (bench.sink.firstBytes.size === 0) await setTimeout(10);
  });
}

/** Runs it until the body has ended. */
async function withServer(bench: Bench, body: (call: ReturnType<typeof callerOf>) => Promise<void>) {
  await using server = await start(bench);
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  await body(callerOf(server.url, agent));
  agent.destroy();
  await server.kill("SIGTERM");
}

const startingUp = 5_000;
const aDay = 24 * 3_600_000;

/** The first of the pending come due one after another while it is measured, the others in a day or later. */
async function lateness(bench: Bench): Promise<void> {
  const { engine, sink } = bench;
  const database = await engine.open();
  const added = await addPending(database, { count: pending, due: Date.now() + aDay });
  const begin = Date.now() + startingUp;
  const soon = await comeDue(database, added.slice(0, seconds * duePerSecond), {
    from: begin,
    perSecond: duePerSecond,
  });
  await database[Symbol.asyncDispose]();
  if (Date.now() > begin - 2_000) throw new Error("the timers came due before the server was started");

  await withServer(bench, () => setTimeout(begin - Date.now() + (seconds + 2) * 1000));
  await using after = await engine.open();
  const pages = await after.all<{ engagement_arn: string; created: number }>(
    "select engagement_arn, created from pages",
  );
  const created = new Map(pages.map((page) => [page.engagement_arn, page.created]));
  tell(
    `${duePerSecond} timers a second: late`,
    soon.map(({ engagement, due }) => (created.get(engagement) ?? Infinity) - due),
  );
  const mailed = soon.map(({ incident, due }) => (sink.firstBytes.get(incident) ?? Infinity) + epoch - due);
  tell("  from due to the first SMTP byte", mailed);
}

/** What `performance.now()` counts from, in epoch milliseconds. */
const epoch = performance.timeOrigin;

/** From the answer to StartIncident, at its caller, to the first byte at the mail server. */
const firstByte = (bench: Bench): Promise<void> =>
  withServer(bench, async ({ incidents }) => {
    for (const rate of incidentsPerSecond) {
      const answered = new Map<string, number>();
      const calls = Array.from({ length: Math.ceil(rate * seconds) }, async (_, n) => {
        await setTimeout((n * 1000) / rate);
        const { incidentRecordArn = "" } = await incidents("/startIncident", { responsePlanArn });
        answered.set(incidentRecordArn, performance.now());
      });
      await Promise.all(calls);
      await setTimeout(2_000);
      const took = [...answered].map(([arn, at]) => (bench.sink.firstBytes.get(arn) ?? Infinity) - at);
      tell(`${rate} incidents a second: 200 to first SMTP byte`, took);
    }
  });

async function report(engine: Engine): Promise<void> {
  console.log(`\n${engine.name}`);
  await using sink = await mailSink();
  const bench = { engine, sink };
  await prepare(bench);
  await lateness(bench);
  await firstByte(bench);
}

const folder = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
// PostgreSQL, which has no privileges, passes through it.
await chmod(folder, 0o711);
console.log(`Paging with ${pending} engagements pending, ${seconds} s a level, Node ${process.version}`);

if (options.engine !== "postgres")
  await report({
    name: "SQLite",
    env: { TOCSIN_DATA_DIR: join(folder, "data") },
    open: () => openSqlite(join(folder, "data", "tocsin.db")),
  });

const binaries = postgresBinaries();
if (options.engine !== "sqlite" && binaries !== undefined) {
  await using postgres = await startPostgres(binaries, join(folder, "postgres"), { durable: true });
  const { url } = postgres;
  await report({
    name: "PostgreSQL",
    env: { TOCSIN_DATA_DIR: join(folder, "keys"), TOCSIN_DATABASE_URL: url },
    open: () => openPostgres(url),
  });
}
await rm(folder, { recursive: true });
