import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { alertOf, alertedAccount } from "../../../test/harness/alerts.ts";
import { type Calls, callsOn } from "../../../test/harness/calls.ts";
import { contactsAccount } from "../../../test/harness/contacts-account.ts";
import { forEachEngine, forPostgres } from "../../../test/harness/engines.ts";
import { listEngagements } from "../../contract/contacts/engagement.ts";
import { deleteIncidentRecord, updateIncidentRecord } from "../../contract/incidents/incident.ts";
import { createResponsePlan, deleteResponsePlan } from "../../contract/incidents/response-plan.ts";
import type { Storage } from "../../storage/storage.ts";
import { takeAlerts } from "./take-alerts.ts";

const minute = 60_000;

forEachEngine((engine) => {
  let storage: Storage;
  let tocsin: Calls;
  beforeAll(async () => {
    storage = await engine.open();
    tocsin = callsOn(storage);
  });
  afterAll(() => storage[Symbol.asyncDispose]());

  const at = (offset: number): number => Date.parse("2026-11-23T07:00:00Z") + offset * 1000;

  it("the first alert of a cause opens an incident with the plan's title in front, and the payload", async () => {
    const account = await alertedAccount(tocsin);
    const { outcome, incidentArn = "", title } = await account.taken({ time: at(0) });
    expect([outcome, title]).toEqual(["OPENED", "Something is broken: DiskFull web-1"]);
    const record = await account.record(incidentArn);
    expect(record).toMatchObject({
      title,
      impact: 3,
      status: "OPEN",
      dedupeString: "web/prometheus.alertmanager/disk",
      incidentRecordSource: {
        source: "prometheus.alertmanager",
        createdBy: `arn:aws:tocsin::${account.caller.account}:intake/alertmanager`,
      },
    });
    const [trigger] = await account.timeline(incidentArn);
    expect(trigger).toMatchObject({
      eventTime: new Date(at(0)),
      eventType: "SSM Incident Trigger",
      eventData: { createdIncident: true, rawData: '{"alertname":"DiskFull"}' },
    });
  });

  it("more of the same is told three times in ten minutes, then counted, and the next one says how many", async () => {
    const account = await alertedAccount(tocsin);
    const { incidentArn = "" } = await account.taken();
    const outcomes: string[] = [];
    for (let round = 0; round < 6; round++) outcomes.push((await account.taken()).outcome);
    expect(outcomes).toEqual(["FOLDED", "FOLDED", "FOLDED", "COUNTED", "COUNTED", "COUNTED"]);
    account.pass(10 * minute);
    expect(await account.taken()).toMatchObject({ outcome: "FOLDED", incidentArn });
    const again = (await account.timeline(incidentArn)).filter(
      ({ eventData }) => (eventData as { createdIncident?: boolean }).createdIncident === false,
    );
    expect(again).toHaveLength(4);
    expect(again.at(-1)?.eventData).toMatchObject({ untold: 3 });
    expect(await account.causes()).toMatchObject([{ received: 8, status: "FIRING" }]);
  });

  it("when it is over the incident is resolved, and those who were called are left alone", async () => {
    const people = await contactsAccount(tocsin);
    const alice = await people.wakeable("alice");
    const { caller } = people;
    const incidentTemplate = { title: "Disk", impact: 1 };
    await tocsin.call(caller, createResponsePlan, { name: "web", incidentTemplate, engagements: [alice] });
    const by = `arn:aws:tocsin::${caller.account}:intake/alertmanager`;
    const take = (status: "FIRING" | "RESOLVED") =>
      takeAlerts(tocsin.given, {
        account: caller.account,
        planName: "web",
        alerts: [alertOf({ status })],
        by,
      });
    const [{ incidentArn: IncidentId = "" } = {}] = await take("FIRING");
    const open = async () =>
      (await people.call(listEngagements, { IncidentId })).Engagements.map(({ StopTime }) => StopTime);
    expect(await open()).toEqual([undefined]);
    expect(await take("RESOLVED")).toMatchObject([{ outcome: "RESOLVED", incidentArn: IncidentId }]);
    expect(await open()).toEqual([expect.any(Date)]);
  });

  it("the end is told before the resolution, both by the intake", async () => {
    const account = await alertedAccount(tocsin);
    const { incidentArn = "" } = await account.taken();
    account.pass(minute);
    await account.taken({ status: "RESOLVED" });
    expect(await account.record(incidentArn)).toMatchObject({
      status: "RESOLVED",
      lastModifiedBy: `arn:aws:tocsin::${account.caller.account}:intake/alertmanager`,
    });
    expect((await account.eventTypes(incidentArn)).slice(-2)).toEqual([
      "SSM Incident Trigger Over",
      "SSM Incident Record Update",
    ]);
  });

  it("a plan may want to be told only, or not even that", async () => {
    for (const [autoResolve, outcome, events] of [
      ["NOTE", "NOTED", 1],
      ["NEVER", "COUNTED", 0],
    ] as const) {
      const account = await alertedAccount(tocsin);
      await account.settings({ autoResolve });
      const { incidentArn = "" } = await account.taken();
      expect(await account.taken({ status: "RESOLVED" })).toMatchObject({ outcome, incidentArn });
      expect((await account.record(incidentArn)).status).toBe("OPEN");
      const types = await account.eventTypes(incidentArn);
      expect(types.filter((type) => type === "SSM Incident Trigger Over")).toHaveLength(events);
      expect(await account.taken()).toMatchObject({ outcome: "FOLDED", incidentArn });
    }
  });

  it("an incident of several alerts is resolved when all of them are over", async () => {
    const template = { title: "Disks", impact: 2, dedupeString: "disks" };
    const account = await alertedAccount(tocsin, { incidentTemplate: template });
    const [one, other] = await account.take({ key: "a" }, { key: "b" });
    expect(new Set([one?.outcome, other?.outcome])).toEqual(new Set(["FOLDED", "OPENED"]));
    expect(other?.incidentArn).toBe(one?.incidentArn);
    expect((await account.taken({ key: "b", status: "RESOLVED" })).outcome).toBe("NOTED");
    expect((await account.taken({ key: "a", status: "RESOLVED" })).outcome).toBe("RESOLVED");
  });

  it("an incident that a person started is not resolved by an alert that was folded into it", async () => {
    const template = { title: "Disks", impact: 2, dedupeString: "disks" };
    const account = await alertedAccount(tocsin, { incidentTemplate: template });
    const arn = await account.start(`arn:aws:ssm-incidents::${account.caller.account}:response-plan/web`);
    expect(await account.taken()).toMatchObject({ outcome: "FOLDED", incidentArn: arn });
    expect(await account.taken({ status: "RESOLVED" })).toMatchObject({ outcome: "NOTED" });
    expect((await account.record(arn)).status).toBe("OPEN");
  });

  it("one that fires again soon opens a new incident that names the old one; later one that does not", async () => {
    const account = await alertedAccount(tocsin);
    const first = await account.taken();
    await account.taken({ status: "RESOLVED" });
    account.pass(30 * minute);
    const second = await account.taken();
    expect(second.outcome).toBe("OPENED");
    expect(second.incidentArn).not.toBe(first.incidentArn);
    expect(await account.relatedItems(second.incidentArn ?? "")).toMatchObject([
      { identifier: { type: "INCIDENT", value: { arn: first.incidentArn } } },
    ]);
    expect(await account.eventTypes(second.incidentArn)).toContain("SSM Incident Trigger After Resolution");
    await account.taken({ status: "RESOLVED" });
    account.pass(61 * minute);
    const third = await account.taken();
    expect(await account.relatedItems(third.incidentArn ?? "")).toEqual([]);
  });

  it("what comes late changes nothing", async () => {
    const account = await alertedAccount(tocsin);
    expect((await account.taken({ status: "RESOLVED", time: at(60) })).outcome).toBe("STALE");
    expect((await account.taken({ time: at(0) })).outcome).toBe("STALE");
    expect((await account.taken({ time: at(60) })).outcome).toBe("STALE");
    expect((await account.taken({ time: at(61) })).outcome).toBe("OPENED");
    expect((await account.taken({ status: "RESOLVED", time: at(60) })).outcome).toBe("STALE");
  });

  it("a source that repeats is not believed for five minutes after a person resolved; then it is", async () => {
    const account = await alertedAccount(tocsin);
    const { incidentArn = "" } = await account.taken({ time: at(0) });
    await account.call(updateIncidentRecord, { arn: incidentArn, status: "RESOLVED" });
    account.pass(4 * minute);
    expect((await account.taken({ time: at(0) })).outcome).toBe("STALE");
    account.pass(minute);
    expect((await account.taken({ time: at(0) })).outcome).toBe("OPENED");
  });

  it("a source that does not repeat sends the same twice by mistake only, also after its incident was deleted", async () => {
    const account = await alertedAccount(tocsin);
    const once = { repeats: false, time: at(0) };
    const { incidentArn = "" } = await account.taken(once);
    await account.call(updateIncidentRecord, { arn: incidentArn, status: "RESOLVED" });
    account.pass(10 * minute);
    expect((await account.taken(once)).outcome).toBe("STALE");
    await account.call(deleteIncidentRecord, { arn: incidentArn });
    expect((await account.taken(once)).outcome).toBe("STALE");
    expect((await account.taken({ ...once, status: "RESOLVED", time: at(9) })).outcome).toBe("STALE");
    expect((await account.taken({ ...once, time: at(10) })).outcome).toBe("OPENED");
  });

  it("a dry run tells what would be, and writes nothing", async () => {
    const account = await alertedAccount(tocsin);
    expect(await account.tried()).toEqual([
      {
        key: "disk",
        title: "Something is broken: DiskFull web-1",
        planName: "web",
        impact: 3,
        outcome: "OPENED",
        incidentArn: undefined,
        because: undefined,
      },
    ]);
    expect(await account.causes()).toEqual([]);
    const { incidentArn } = await account.taken();
    expect(await account.tried({ status: "RESOLVED" })).toMatchObject([{ outcome: "RESOLVED", incidentArn }]);
    expect((await account.record(incidentArn ?? "")).status).toBe("OPEN");
  });

  it("an unknown plan, and an account without a replication set, are refused", async () => {
    const account = await alertedAccount(tocsin);
    const by = account.caller.arn;
    const taking = { account: account.caller.account, planName: "nope", alerts: [alertOf()], by };
    await expect(takeAlerts(tocsin.given, taking)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    const nobody = { ...taking, account: "000000000000" };
    await expect(takeAlerts(tocsin.given, nobody)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it("rules give the words, another plan, or nothing at all", async () => {
    const account = await alertedAccount(tocsin);
    await account.plan("db");
    await account.settings({
      rules: [
        { name: "noise", when: { key: ["noise"] }, ignore: true },
        { name: "database", when: { key: ["db"] }, title: "Database", impact: 1, responsePlanName: "db" },
        { name: "gone", when: { key: ["gone"] }, responsePlanName: "gone" },
      ],
    });
    expect(await account.take({ key: "noise" }, { key: "db" }, { key: "gone" })).toMatchObject([
      { outcome: "IGNORED", because: 'the rule "noise" ignores it' },
      { outcome: "OPENED", title: "Database", impact: 1, planName: "db" },
      {
        outcome: "OPENED",
        planName: "web",
        because: 'there is no response plan gone, which the rule "gone" wants',
      },
    ]);
  });

  it("what fires in a maintenance window opens its incident when that ends; what was over by then does not", async () => {
    const account = await alertedAccount(tocsin);
    await account.window({});
    const outcomes = await account.take({ key: "a" }, { key: "b" }, { key: "once", resolves: false });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["SUPPRESSED", "SUPPRESSED", "SUPPRESSED"]);
    expect((await account.taken({ key: "b", status: "RESOLVED" })).outcome).toBe("SUPPRESSED");
    await account.passLooking(59 * minute);
    expect((await account.causes()).filter(({ incident }) => incident !== undefined)).toEqual([]);
    await account.passLooking(minute);
    const opened = (await account.causes()).filter(({ incident }) => incident !== undefined);
    expect(opened).toMatchObject([{ key: "a", outcome: "OPENED" }]);
    expect(await account.eventTypes(opened[0]?.incident)).toContain("SSM Incident Trigger After Maintenance");
    expect(await account.taken({ key: "a" })).toMatchObject({ outcome: "FOLDED" });
    expect((await account.taken({ key: "a", status: "RESOLVED" })).outcome).toBe("RESOLVED");
  });

  it("a window that goes on beyond another keeps its alerts back until it ends itself", async () => {
    const account = await alertedAccount(tocsin);
    const now = tocsin.clock.now();
    await account.window({ name: "long", end: now + 120 * minute, pattern: { key: ["a"] } });
    await account.window({ name: "short", end: now + 30 * minute });
    await account.take({ key: "a" }, { key: "b" });
    const open = async () =>
      (await account.causes()).flatMap(({ key, incident }) => (incident === undefined ? [] : [key])).sort();
    await account.passLooking(31 * minute);
    expect(await open()).toEqual(["b"]);
    await account.passLooking(90 * minute);
    expect(await open()).toEqual(["a", "b"]);
  });

  it("an alert whose plan is gone when its window ends is let go", async () => {
    const account = await alertedAccount(tocsin);
    await account.window({});
    await account.taken();
    const arn = `arn:aws:ssm-incidents::${account.caller.account}:response-plan/web`;
    await account.call(deleteResponsePlan, { arn });
    await account.passLooking(61 * minute);
    expect(await account.causes()).toMatchObject([{ because: "its response plan is gone" }]);
  });

  it("whatever an alert says, it is taken", async () => {
    const account = await alertedAccount(tocsin);
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.constantFrom("__proto__", "\u0000", "\uD800", "x".repeat(70_000)),
    );
    const alert = fc.record({
      key: text,
      title: text,
      source: text,
      time: fc.option(fc.double(), { nil: undefined }),
      payload: fc.jsonValue(),
      status: fc.constantFrom("FIRING" as const, "RESOLVED" as const),
      labels: fc.dictionary(text, text, { maxKeys: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(alert, async (it) => {
        const { outcome } = await account.taken(it);
        expect(outcome).toMatch(/^[A-Z]+$/);
      }),
      { numRuns: 40 },
    );
  });

  it("twenty of the same at once open one incident", async () => {
    const account = await alertedAccount(tocsin);
    const all = await Promise.all(Array.from({ length: 20 }, () => account.taken()));
    expect(all.filter(({ outcome }) => outcome === "OPENED")).toHaveLength(1);
    expect(new Set(all.map(({ incidentArn }) => incidentArn)).size).toBe(1);
    expect(await account.causes()).toMatchObject([{ received: 20 }]);
  });

  it("alerts of one incident that end at the same moment resolve it", async () => {
    const template = { title: "Disks", impact: 2, dedupeString: "disks" };
    const account = await alertedAccount(tocsin, { incidentTemplate: template });
    const keys = ["a", "b", "c", "d", "e", "f"];
    const [{ incidentArn = "" } = {}] = await account.take(...keys.map((key) => ({ key })));
    const ends = await Promise.all(keys.map((key) => account.taken({ key, status: "RESOLVED" })));
    expect(ends.filter(({ outcome }) => outcome === "RESOLVED")).toHaveLength(1);
    expect((await account.record(incidentArn)).status).toBe("RESOLVED");
  });

  it("an alert that joins while the others end is never left firing in a resolved incident", async () => {
    const template = { title: "Disks", impact: 2, dedupeString: "disks" };
    const account = await alertedAccount(tocsin, { incidentTemplate: template });
    for (let round = 0; round < 10; round++) {
      await account.taken({ key: "a" });
      const [joined] = await Promise.all([
        account.taken({ key: "b" }),
        account.taken({ key: "a", status: "RESOLVED" }),
      ]);
      expect((await account.record(joined.incidentArn ?? "")).status).toBe("OPEN");
      expect((await account.taken({ key: "b", status: "RESOLVED" })).outcome).toBe("RESOLVED");
    }
  });
});

forPostgres((engine) => {
  it("two nodes that take the same alerts in other orders open each incident once, and count every one", async () => {
    await using nodes = new AsyncDisposableStack();
    const place = await engine.place();
    const one = callsOn(nodes.use(await engine.open(place)));
    const other = callsOn(nodes.use(await engine.open(place)));
    const account = await alertedAccount(one);
    const taking = (keys: readonly string[]) => ({
      account: account.caller.account,
      planName: "web",
      alerts: keys.map((key) => alertOf({ key })),
      by: account.caller.arn,
    });
    const keys = ["a", "b", "c", "d", "e"];
    const all = await Promise.all(
      Array.from({ length: 10 }, () => [
        takeAlerts(one.given, taking(keys)),
        takeAlerts(other.given, taking(keys.toReversed())),
      ]).flat(),
    );
    const outcomes = all.flat().map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === "OPENED")).toHaveLength(keys.length);
    expect((await account.causes()).map(({ received }) => received)).toEqual(keys.map(() => 20));
    expect(all[1]?.map(({ key }) => key)).toEqual(keys.toReversed());
  });
});
