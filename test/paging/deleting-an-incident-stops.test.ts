import { DeleteIncidentRecordCommand } from "@aws-sdk/client-ssm-incidents";
import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam, stage } from "./team.ts";

forEachEngine((engine) => {
  it("nobody is paged for an incident that was deleted", async () => {
    await using team = await gatherTeam(engine);
    const [alice, bob] = [await team.person("alice"), await team.person("bob")];
    const plan = await team.responsePlan([await team.escalation("plan", [stage(5, alice), stage(5, bob)])]);
    const arn = await team.incident(plan);
    await team.tocsin.incidents.send(new DeleteIncidentRecordCommand({ arn }));
    await team.advance("PT1H");
    expect(team.rang()).toEqual(["alice"]);
    expect(await team.timeline(arn)).toEqual([]);
  });
});
