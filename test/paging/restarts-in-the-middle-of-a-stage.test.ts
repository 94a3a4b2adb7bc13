import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam, stage } from "./team.ts";

forEachEngine((engine) => {
  it("goes on where it was: nobody is paged again, and the next stage comes at its time", async () => {
    await using team = await gatherTeam(engine);
    const [alice, bob] = [await team.person("alice"), await team.person("bob")];
    const engagement = await team.engage(await team.escalation("plan", [stage(5, alice), stage(5, bob)]));
    await team.advance("PT2M");
    expect(team.rang()).toEqual(["alice"]);
    await team.restart();
    await team.advance("PT2M59S");
    expect(team.rang()).toEqual([]);
    await team.advance("PT1S");
    expect(team.rang()).toEqual(["bob"]);
    await team.restart();
    await team.reply(alice);
    expect(await team.hasEnded(engagement)).toBe(true);
  });
});
