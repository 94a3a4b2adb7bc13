import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam, stage } from "./team.ts";

forEachEngine((engine) => {
  it("pages the next stage when the time of the one before is over, and not sooner", async () => {
    await using team = await gatherTeam(engine);
    const [alice, bob, carol] = [
      await team.person("alice"),
      await team.person("bob"),
      await team.person("carol"),
    ];
    const engagement = await team.engage(
      await team.escalation("plan", [stage(5, alice), stage(10, bob), stage(15, carol)]),
    );
    expect(team.rang()).toEqual(["alice"]);
    await team.advance("PT4M59S");
    expect(team.rang()).toEqual([]);
    await team.advance("PT1S");
    expect(team.rang()).toEqual(["bob"]);
    await team.advance("PT10M");
    expect(team.rang()).toEqual(["carol"]);
    expect(await team.hasEnded(engagement)).toBe(false);
    await team.advance("PT15M");
    expect(await team.hasEnded(engagement)).toBe(true);
    await team.advance("PT24H");
    expect(team.rang()).toEqual([]);
  });
});
