import { UpdateContactCommand } from "@aws-sdk/client-ssm-contacts";
import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam, stage } from "./team.ts";

forEachEngine((engine) => {
  it("the plan is that of the moment in which the engagement began; the next one takes the new plan", async () => {
    await using team = await gatherTeam(engine);
    const [alice, bob, carol] = [
      await team.person("alice"),
      await team.person("bob"),
      await team.person("carol"),
    ];
    const plan = await team.escalation("plan", [stage(5, alice), stage(5, bob)]);
    await team.engage(plan);
    const { contacts } = team.tocsin;
    await contacts.send(new UpdateContactCommand({ ContactId: plan, Plan: { Stages: [stage(1, carol)] } }));
    await contacts.send(new UpdateContactCommand({ ContactId: bob.arn, Plan: { Stages: [] } }));
    await team.advance("PT5M");
    expect(team.rang()).toEqual(["alice", "bob"]);
    await team.engage(plan);
    expect(team.rang()).toEqual(["carol"]);
  });
});
