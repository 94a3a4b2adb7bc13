// What Prometheus reads at `/metrics`, after real calls to a whole server.
import {
  StartIncidentCommand,
  UpdateIncidentRecordCommand,
  ListIncidentRecordsCommand,
} from "@aws-sdk/client-ssm-incidents";
import { describe, expect, it } from "vitest";
import { forEachEngine, sqlite } from "./harness/engines.ts";
import { testServer } from "./harness/server.ts";
import { newDatabase, planWithKey } from "./intake/plan-with-key.ts";
import { gatherTeam } from "./paging/team.ts";

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const line = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const label = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)",?/g;

/** Prometheus's text format; fails on a line that is none. */
function parsed(text: string): Sample[] {
  const lines = text.split("\n").filter((it) => it !== "" && !it.startsWith("#"));
  return lines.map((it) => {
    const [, name = expect.unreachable(it), labels = "", value = ""] = line.exec(it) ?? [];
    const pairs = [...labels.matchAll(label)].map(([, key = "", text = ""]) => [key, text] as const);
    return { name, labels: Object.fromEntries(pairs), value: value === "+Inf" ? Infinity : Number(value) };
  });
}

async function scrape(url: string, headers: Record<string, string> = {}): Promise<Sample[]> {
  const reply = await fetch(`${url}/metrics`, { headers });
  expect(reply.status).toBe(200);
  expect(reply.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  return parsed(await reply.text());
}

/** As `sum(name{labels})`. */
const sum = (samples: readonly Sample[], name: string, labels: Record<string, string> = {}): number =>
  samples
    .filter((it) => it.name === name && Object.entries(labels).every(([key, to]) => it.labels[key] === to))
    .reduce((total, { value }) => total + value, 0);

const manual = "aws.ssm-incidents.custom";

forEachEngine((engine) => {
  it("the four metrics of AWS are there, and every set of their dimensions follows from the labels", async () => {
    await using team = await gatherTeam(engine);
    const { tocsin } = team;
    const alice = await team.person("alice");
    const incidentTemplate = { title: "Again and again", impact: 4, dedupeString: "the same" };
    const loud = await team.responsePlan([alice]);
    const calm = await team.responsePlan([], { name: "calm" });
    const flapping = await team.responsePlan([], { name: "flapping", incidentTemplate });
    const first = await team.incident(loud);
    await tocsin.incidents.send(new StartIncidentCommand({ responsePlanArn: calm, impact: 5 }));
    const triggerDetails = { source: "my.monitor", timestamp: new Date() };
    for (let told = 0; told < 2; told += 1)
      await tocsin.incidents.send(new StartIncidentCommand({ responsePlanArn: flapping, triggerDetails }));
    await team.advance("PT2M");
    await team.reply(alice);
    await team.advance("PT58M");
    const resolve = new UpdateIncidentRecordCommand({ arn: first, status: "RESOLVED" });
    await tocsin.incidents.send(resolve);
    await tocsin.incidents.send(new UpdateIncidentRecordCommand({ arn: first, status: "RESOLVED" }));
    await tocsin.incidents.send(new UpdateIncidentRecordCommand({ arn: first, title: "Over" }));

    const all = await scrape(tocsin.url);
    const created = (labels = {}) => sum(all, "tocsin_incidents_created_total", labels);
    expect(created()).toBe(3);
    expect(created({ response_plan: "flapping" })).toBe(1);
    expect(created({ impact: "5" })).toBe(1);
    expect(created({ source: manual })).toBe(2);
    expect(created({ response_plan: "calm", impact: "5" })).toBe(1);
    expect(created({ response_plan: "flapping", source: "my.monitor" })).toBe(1);

    const ofFirst = { response_plan: "web", impact: "2", source: manual };
    const resolved = all.filter(({ name }) => name === "tocsin_incidents_resolved_total");
    expect(resolved).toEqual([expect.objectContaining({ labels: ofFirst, value: 1 })]);
    const acknowledging = "tocsin_incident_time_to_first_acknowledgement_seconds";
    expect(sum(all, `${acknowledging}_count`, ofFirst)).toBe(1);
    expect(sum(all, `${acknowledging}_sum`, ofFirst)).toBe(120);
    expect(sum(all, `${acknowledging}_bucket`, { ...ofFirst, le: "120" })).toBe(1);
    expect(sum(all, `${acknowledging}_bucket`, { ...ofFirst, le: "60" })).toBe(0);
    expect(sum(all, "tocsin_incident_time_to_resolve_seconds_count")).toBe(1);
    expect(sum(all, "tocsin_incident_time_to_resolve_seconds_sum")).toBe(3600);
  });

  it("only the first answer to an incident is its first acknowledgement", async () => {
    await using team = await gatherTeam(engine);
    const [alice, bob] = [await team.person("alice"), await team.person("bob")];
    await team.incident(await team.responsePlan([alice, bob]));
    await team.advance("PT1M");
    await team.reply(bob);
    await team.advance("PT1M");
    await team.reply(alice);
    const all = await scrape(team.tocsin.url);
    const name = "tocsin_incident_time_to_first_acknowledgement_seconds";
    expect([sum(all, `${name}_count`), sum(all, `${name}_sum`)]).toEqual([1, 60]);
  });

  it("pages are counted by channel and outcome, timers by kind, and what waits is shown", async () => {
    await using team = await gatherTeam(engine);
    const alice = await team.person("alice");
    await team.incident(await team.responsePlan([alice]));
    const all = await scrape(team.tocsin.url);
    const pages = { type: "page", channel: "sms" };
    expect(sum(all, "tocsin_messages_total", { ...pages, outcome: "sent" })).toBe(1);
    expect(sum(all, "tocsin_messages_total", { type: "activation-code", channel: "sms" })).toBe(1);
    const runs = (labels: Record<string, string>) => sum(all, "tocsin_timer_runs_total", labels);
    expect(runs({ kind: "send-page", outcome: "finished" })).toBe(1);
    expect(sum(all, "tocsin_timer_lateness_seconds_count", { kind: "send-page" })).toBe(1);
    expect(sum(all, "tocsin_timers", { state: "waiting" })).toBeGreaterThan(0);
    expect(sum(all, "tocsin_timers", { state: "due" })).toBe(0);
    expect(sum(all, "tocsin_timers", { state: "dead" })).toBe(0);
    expect(sum(all, "tocsin_database_up")).toBe(1);
  });
});

forEachEngine((engine) => {
  it("alerts are counted by source and outcome, and the incidents that they open and resolve too", async () => {
    const env = await newDatabase(engine);
    await using tocsin = await testServer(env);
    const intake = await planWithKey(tocsin.url);
    const tell = (status: string, init: object = {}) =>
      fetch(`${tocsin.url}/intake/generic/web?key=${intake.key}`, {
        method: "POST",
        body: JSON.stringify({ title: "Disk full", key: "disk", status }),
        ...init,
      });
    await tell("firing");
    await tell("firing");
    await intake.advance("PT10M");
    await tell("resolved");
    await tell("resolved", { body: "no alert" });
    const all = await scrape(tocsin.url);
    const alerts = all.filter(({ name }) => name === "tocsin_alerts_total");
    expect(alerts.map(({ labels, value }) => [labels["source"], labels["outcome"], value])).toEqual([
      ["generic", "opened", 1],
      ["generic", "folded", 1],
      ["generic", "resolved", 1],
    ]);
    const ofPlan = { response_plan: "web", source: "generic" };
    expect(sum(all, "tocsin_incidents_created_total", ofPlan)).toBe(1);
    expect(sum(all, "tocsin_incidents_resolved_total", ofPlan)).toBe(1);
    expect(sum(all, "tocsin_incident_time_to_resolve_seconds_sum", ofPlan)).toBe(600);
    const requests = { service: "pages", operation: "intake" };
    expect(sum(all, "tocsin_request_duration_seconds_count", requests)).toBe(4);
  });
});

describe("on any engine", () => {
  it("requests are counted by what they ask for, and what nobody knows is unknown", async () => {
    await using tocsin = await testServer();
    const { url } = tocsin;
    await tocsin.incidents.send(new ListIncidentRecordsCommand({})).catch(() => undefined);
    await fetch(`${url}/healthz`);
    for (let stranger = 0; stranger < 50; stranger += 1) {
      await fetch(`${url}/strange-${stranger}`);
      await fetch(`${url}/`, {
        method: "POST",
        headers: { "x-amz-target": `SSMContacts.Strange${stranger}` },
        body: "{}",
      });
    }
    const all = await scrape(url);
    const count = (labels: Record<string, string>) =>
      sum(all, "tocsin_request_duration_seconds_count", labels);
    expect(count({ service: "ssm-incidents", operation: "ListIncidentRecords" })).toBe(1);
    expect(count({ service: "pages", operation: "healthz", status: "2xx" })).toBe(1);
    expect(count({ service: "pages", operation: "unknown" })).toBe(50);
    expect(count({ service: "ssm-contacts", operation: "unknown", status: "4xx" })).toBe(50);
    const text = JSON.stringify(all);
    expect(text).not.toContain("trange");
    expect(count({ service: "pages", operation: "metrics" })).toBe(0);
    const again = await scrape(url);
    expect(sum(again, "tocsin_request_duration_seconds_count", { operation: "metrics" })).toBe(1);
    expect(all.filter(({ name }) => name === "tocsin_build_info")).toMatchObject([{ value: 1 }]);
    expect(sum(all, "process_resident_memory_bytes")).toBeGreaterThan(1e7);
  });

  it("a source that is made up anew each time makes no series without end", async () => {
    await using team = await gatherTeam(sqlite);
    const responsePlanArn = await team.responsePlan([], { name: "quiet" });
    for (let made = 0; made < 120; made += 1) {
      const triggerDetails = { source: `made.up.${made}`, timestamp: new Date() };
      await team.tocsin.incidents.send(new StartIncidentCommand({ responsePlanArn, triggerDetails }));
    }
    const created = (await scrape(team.tocsin.url)).filter(
      ({ name }) => name === "tocsin_incidents_created_total",
    );
    expect(created).toHaveLength(101);
    expect(sum(created, "tocsin_incidents_created_total")).toBe(120);
    expect(sum(created, "tocsin_incidents_created_total", { source: "other" })).toBe(20);
  });

  it("with a token set, metrics are for those who have it", async () => {
    const token = "a-token-of-some-length";
    await using tocsin = await testServer({ TOCSIN_METRICS_TOKEN: token });
    const status = async (headers: Record<string, string>) =>
      (await fetch(`${tocsin.url}/metrics`, { headers })).status;
    expect(await status({})).toBe(401);
    expect(await status({ authorization: "Bearer another-token-of-it" })).toBe(401);
    expect(await status({ authorization: token })).toBe(401);
    expect(await scrape(tocsin.url, { authorization: `Bearer ${token}` })).not.toEqual([]);
    expect((await fetch(`${tocsin.url}/metrics`, { method: "POST", body: "" })).status).toBe(405);
  });
});
