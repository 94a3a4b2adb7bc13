import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam, stage } from "./team.ts";

forEachEngine((engine) => {
  it("a tag gives a stage more than thirty minutes", async () => {
    await using team = await gatherTeam(engine);
    const [alice, bob, carol] = [
      await team.person("alice"),
      await team.person("bob"),
      await team.person("carol"),
    ];
    const tags = [{ Key: "tocsin/stage-minutes", Value: "- 45" }];
    await team.engage(
      await team.escalation("plan", [stage(5, alice), stage(30, bob), stage(5, carol)], tags),
    );
    await team.advance("PT5M");
    expect(team.rang()).toEqual(["alice", "bob"]);
    await team.advance("PT44M59S");
    expect(team.rang()).toEqual([]);
    await team.advance("PT1S");
    expect(team.rang()).toEqual(["carol"]);
  });
});
