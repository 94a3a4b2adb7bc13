import { expect, it } from "vitest";
import { callsOn, newCaller } from "../../../test/harness/calls.ts";
import { forEachEngine, forPostgres } from "../../../test/harness/engines.ts";
import { readyAccount } from "../../../test/harness/ready-account.ts";
import { startIncident } from "../../contract/incidents/incident.ts";

const dedupePlan = { incidentTemplate: { title: "Disk full", impact: 2, dedupeString: "disk" } };

forEachEngine((engine) => {
  it("a client token is remembered over a restart", async () => {
    const place = await engine.place();
    const caller = newCaller();
    const responsePlanArn = `arn:aws:ssm-incidents::${caller.account}:response-plan/web`;
    const input = { responsePlanArn, clientToken: "once" };
    const before = await engine.open(place);
    const account = await readyAccount(callsOn(before), caller);
    await account.plan("web");
    const { incidentRecordArn } = await account.call(startIncident, input);
    await before[Symbol.asyncDispose]();
    await using after = await engine.open(place);
    expect(await callsOn(after).call(caller, startIncident, input)).toEqual({ incidentRecordArn });
  });
});

forPostgres((engine) => {
  const twoNodes = async () => {
    const nodes = new AsyncDisposableStack();
    const place = await engine.place();
    const [one, other] = [nodes.use(await engine.open(place)), nodes.use(await engine.open(place))];
    const account = await readyAccount(callsOn(one));
    const otherCalls = callsOn(other);
    const start = (responsePlanArn: string, clientToken?: string) => [
      account.call(startIncident, { responsePlanArn, clientToken }),
      otherCalls.call(account.caller, startIncident, { responsePlanArn, clientToken }),
    ];
    return { account, start, [Symbol.asyncDispose]: () => nodes.disposeAsync() };
  };

  it("fifty callers on two nodes with one client token start one incident", async () => {
    await using nodes = await twoNodes();
    const planArn = await nodes.account.plan("web");
    const racing = Array.from({ length: 25 }, () => nodes.start(planArn, "race")).flat();
    const answers = await Promise.all(racing);
    expect(new Set(answers.map((it) => it.incidentRecordArn)).size).toBe(1);
  });

  it("two callers on two nodes with one dedupe string start one incident", async () => {
    await using nodes = await twoNodes();
    const planArn = await nodes.account.plan("web", dedupePlan);
    for (let round = 0; round < 10; round++) {
      const answers = await Promise.all([...nodes.start(planArn), ...nodes.start(planArn)]);
      expect(new Set(answers.map((it) => it.incidentRecordArn)).size).toBe(1);
    }
  });
});
