import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam, stage } from "./team.ts";

forEachEngine((engine) => {
  it("the turn passes at the same time of day after the clocks were changed", async () => {
    // In Berlin this is nine in the morning; during the next night the clocks go on by an hour.
    const before = Date.parse("2027-03-27T08:00:00Z");
    await using team = await gatherTeam(engine, { startsAt: new Date(before) });
    const [alice, bob] = [await team.person("alice"), await team.person("bob")];
    const rotation = await team.rotation([alice, bob], {
      TimeZoneId: "Europe/Berlin",
      StartTime: new Date(before),
    });
    const plan = await team.escalation("plan", [stage(5, await team.schedule("schedule", rotation))]);
    await team.engage(plan);
    expect(team.rang()).toEqual(["alice"]);
    await team.advance("PT22H59M59S");
    await team.engage(plan);
    expect(team.rang()).toEqual(["alice"]);
    await team.advance("PT1S");
    await team.engage(plan);
    expect(team.rang()).toEqual(["bob"]);
  });
});
