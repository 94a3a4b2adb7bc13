import { UpdateIncidentRecordCommand } from "@aws-sdk/client-ssm-incidents";
import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam, stage } from "./team.ts";

forEachEngine((engine) => {
  it("all who are paged for an incident are left alone once it is resolved", async () => {
    await using team = await gatherTeam(engine);
    const [alice, bob, carol] = [
      await team.person("alice"),
      await team.person("bob"),
      await team.person("carol"),
    ];
    const plan = await team.responsePlan([await team.escalation("plan", [stage(5, alice), stage(5, bob)])]);
    const incident = await team.incident(plan);
    const more = await team.engage(await team.escalation("more", [stage(5, alice), stage(5, carol)]), {
      IncidentId: incident,
    });
    const other = await team.engage(await team.escalation("other", [stage(5, alice), stage(5, carol)]));
    expect(team.rang()).toEqual(["alice", "alice", "alice"]);
    await team.tocsin.incidents.send(new UpdateIncidentRecordCommand({ arn: incident, title: "Still full" }));
    expect(await team.hasEnded(more)).toBe(false);
    await team.tocsin.incidents.send(new UpdateIncidentRecordCommand({ arn: incident, status: "RESOLVED" }));
    expect(await team.hasEnded(more)).toBe(true);
    await team.advance("PT5M");
    expect(team.rang()).toEqual(["carol"]);
    expect(await team.hasEnded(other)).toBe(false);
  });
});
