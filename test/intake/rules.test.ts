// Rules, dry runs and maintenance windows in a whole server, through the API and the command line.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { run } from "../harness/command.ts";
import { forEachEngine, sqlite } from "../harness/engines.ts";
import { type AwsIntake, openIntake, planName } from "./aws-intake.ts";
import { a, b, group } from "./fixtures/alertmanager.ts";

const rules = [
  {
    name: "api",
    when: JSON.stringify({ source: ["prometheus.alertmanager"], labels: { service: ["api"] } }),
    title: '{{labels.service}} {{labels.nobody | default "fails"}}',
    impact: 1,
    relatedItems: [{ title: "Silence", url: "{{payload.externalURL}}/#/silences/new" }],
  },
];
const payload = JSON.stringify(group(a, b));

forEachEngine((engine) => {
  let intake: AwsIntake;
  beforeEach(async () => {
    intake = await openIntake(engine);
  });
  afterEach(() => intake[Symbol.asyncDispose]());

  const tried = async (source = "alertmanager"): Promise<unknown[]> => {
    const input = { responsePlanName: planName, source, payload };
    return ((await intake.call("/_tocsin/alerts/try", input)) as { alerts: unknown[] }).alerts;
  };
  const put = (settings: object) =>
    intake.call("/_tocsin/alert-settings/put", { responsePlanName: planName, ...settings });
  const state = async (): Promise<unknown> => [
    await intake.incidents(),
    await intake.call("/_tocsin/alerts/list", {}),
    await intake.call("/_tocsin/outbox/list", {}),
  ];

  it("a dry run tells what then happens, and changes nothing before", async () => {
    await put({ rules });
    const before = await state();
    expect(await tried()).toMatchObject([{ outcome: "OPENED", title: "api fails", impact: 1, rule: "api" }]);
    expect(await state()).toEqual(before);
    expect((await intake.post("alertmanager", payload)).outcomes).toEqual(["OPENED"]);
    const [incident] = await intake.incidents();
    expect(incident).toMatchObject({ title: "api fails", impact: 1 });
    expect(await intake.relatedItems(incident?.arn ?? "")).toContainEqual(
      expect.objectContaining({
        title: "Silence",
        identifier: { type: "OTHER", value: { url: "http://alertmanager:9093/#/silences/new" } },
      }),
    );
    expect(await tried()).toMatchObject([{ outcome: "FOLDED", incidentArn: incident?.arn }]);
  });

  it("every source can be tried, and says what is wrong with a payload", async () => {
    const sources = [
      "alertmanager",
      "cloudwatch",
      "eventbridge",
      "generic",
      "grafana",
      "pagerduty",
      "sentry",
    ];
    const refusals = sources.map((source) =>
      intake
        .call("/_tocsin/alerts/try", { responsePlanName: planName, source, payload: "no JSON" })
        .then(() => `${source} accepted it`, String),
    );
    for (const refused of await Promise.all(refusals))
      expect(refused).toMatch(/"ValidationException","message":"\w+ would refuse the payload: /);
  });

  it("what a window keeps back opens its incident when the window ends, and not before", async () => {
    await intake.call("/_tocsin/maintenance-windows/put", {
      name: "deploy",
      durationSeconds: 1800,
      responsePlanNames: [planName],
    });
    expect((await intake.post("alertmanager", payload)).outcomes).toEqual(["SUPPRESSED"]);
    await intake.tocsin.advance("PT29M59S");
    expect(await intake.incidents()).toEqual([]);
    await intake.tocsin.advance("PT1S");
    expect(await intake.incidents()).toMatchObject([{ status: "OPEN" }]);
  });

  it("what is over when the window ends opens nothing", async () => {
    await intake.call("/_tocsin/maintenance-windows/put", { name: "deploy", durationSeconds: 1800 });
    await intake.post("alertmanager", group(a));
    await intake.post("alertmanager", group({ ...a, endsAt: "2026-11-23T08:05:00Z" }));
    await intake.tocsin.advance("PT1H");
    expect(await intake.incidents()).toEqual([]);
  });
});

it("the command line puts rules, tries an alert, and opens and ends windows", async () => {
  await using intake = await openIntake(sqlite);
  const folder = await mkdtemp(join(tmpdir(), "tocsin-rules-"));
  await using _ = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
  const main = join(import.meta.dirname, "../../src/main.ts");
  const tocsin = (...args: string[]) =>
    run(process.execPath, [main, ...args], { env: intake.tocsin.environment });
  const file = async (name: string, content: unknown): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  };

  const when = { labels: { service: ["api"] } };
  const settings = await file("settings.json", { rules: [{ ...rules[0], when }] });
  expect(await tocsin("alerts", "settings", "put", planName, settings)).toMatchObject({
    code: 0,
    stdout: `The alerts of ${planName} have 1 rule now. Try them: tocsin alerts try ${planName} <source> <file>\n`,
  });
  const shown = await tocsin("alerts", "settings", "get", planName);
  expect(JSON.parse(shown.stdout)).toMatchObject({ autoResolve: "RESOLVE", rules: [{ name: "api", when }] });
  const slip = await file("slip.json", { rules: [{ name: "x", titel: "y" }], refire: 1 });
  expect(await tocsin("alerts", "settings", "put", planName, slip)).toMatchObject({
    code: 1,
    stderr: "There are no such settings: rules[0].titel, refire.\n",
  });

  const alert = await file("alert.json", payload);
  const tried = await tocsin("alerts", "try", planName, "alertmanager", alert);
  expect(tried.stdout).toMatch(/^It would open an incident\.\n {2}title +api fails\n {2}impact +1\n/);
  expect(tried.stdout).toMatch(/\n {2}rule +api\n[^]*\nNothing was changed\.\n$/);

  const added = await tocsin("maintenance", "add", "deploy", "--for", "30m", "--label", "service=api");
  expect(added.stdout).toContain("deploy is open until");
  expect((await tocsin("alerts", "try", planName, "alertmanager", alert)).stdout).toContain("window");
  await intake.post("alertmanager", payload);
  expect((await tocsin("maintenance", "list")).stdout).toMatch(
    /^deploy +open until .* like {"labels":{"service":\["api"]}}$/m,
  );
  expect((await tocsin("maintenance", "end", "deploy")).stdout).toBe(
    "deploy is over. What still fires opens its incident now.\n",
  );
  await expect.poll(() => intake.incidents()).toMatchObject([{ title: "api fails" }]);
  await tocsin(
    "maintenance",
    "add",
    "weekly",
    "--at",
    "2030-03-02T02:00",
    "--for",
    "2h",
    "--time-zone",
    "Europe/Berlin",
    "--every",
    "week",
    "--on",
    "sat,SUN",
  );
  expect((await tocsin("maintenance", "list")).stdout).toMatch(
    /^weekly +closed +2030-03-02 01:00Z to 2030-03-02 03:00Z, every week on SAT, SUN \(Europe\/Berlin\) +all$/m,
  );
  expect((await tocsin("maintenance", "remove", "weekly")).code).toBe(0);
  expect((await tocsin("maintenance", "remove", "weekly")).stderr).toContain(
    "There is no maintenance window weekly.",
  );
});
