// A change and an incident find each other, also where neither saw the other at first.
import { expect, it } from "vitest";
import { callsOn } from "../../../test/harness/calls.ts";
import { forEachEngine } from "../../../test/harness/engines.ts";
import { readyAccount } from "../../../test/harness/ready-account.ts";
import { listIncidentFindings } from "../../contract/incidents/finding.ts";
import { changesSince, putChange } from "../../storage/changes.ts";
import { lookForEffects, putFindings } from "./put-findings.ts";

const stackArn = "arn:aws:cloudformation:eu-west-1:444455556666:stack/network/1";

forEachEngine((engine) => {
  it("looks once more, since one that was just being opened is seen by nobody", async () => {
    await using storage = await engine.open();
    const tocsin = callsOn(storage);
    const ready = await readyAccount(tocsin);
    const { account } = ready.caller;
    const arn = await ready.start(await ready.plan("web"));
    const now = tocsin.clock.now();
    const change = { id: "c", changed: { stackArn }, startTime: now, startSeen: true };
    // As another transaction leaves it, that could not see the incident.
    await storage.write((tx) => putChange(tx, account, change));
    const findings = () => ready.call(listIncidentFindings, { incidentRecordArn: arn });
    expect((await findings()).findings).toEqual([]);
    for (const _ of [1, 2]) await storage.write((tx) => lookForEffects(tx, { account, id: "c" }, now));
    expect((await findings()).findings.map(({ id }) => id)).toEqual(["c"]);
    await storage.write((tx) => lookForEffects(tx, { account, id: "forgotten" }, now));
  });

  it("has at most a hundred findings in an incident, and forgets changes after a day", async () => {
    await using storage = await engine.open();
    const tocsin = callsOn(storage);
    const ready = await readyAccount(tocsin);
    const { account } = ready.caller;
    const arn = await ready.start(await ready.plan("web"));
    const now = tocsin.clock.now();
    const steps = Array.from({ length: 120 }, (_, index) => ({
      changed: { stackArn: `${stackArn}${index}` },
      phase: "begins" as const,
      time: now,
    }));
    await storage.write((tx) => putFindings(tx, { account, steps, now }));
    const ids: string[] = [];
    for (let nextToken: string | undefined, more = true; more; more = nextToken !== undefined) {
      const page = await ready.call(listIncidentFindings, { incidentRecordArn: arn, nextToken });
      ids.push(...page.findings.map(({ id }) => id));
      nextToken = page.nextToken;
    }
    expect(ids).toHaveLength(100);
    const day = 24 * 3_600_000;
    await storage.write((tx) => putFindings(tx, { account, steps: [], now: now + day + 1 }));
    expect(await changesSince(storage, { account, since: 0, limit: 10 })).toEqual([]);
  });
});
