import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam, stage } from "./team.ts";

forEachEngine((engine) => {
  it("all who are on call in any rotation of the schedule are paged, each once", async () => {
    await using team = await gatherTeam(engine);
    const [alice, bob, carol] = [
      await team.person("alice"),
      await team.person("bob"),
      await team.person("carol"),
    ];
    const two = {
      Recurrence: {
        NumberOfOnCalls: 2,
        RecurrenceMultiplier: 1,
        DailySettings: [{ HourOfDay: 9, MinuteOfHour: 0 }],
      },
    };
    const schedule = await team.schedule(
      "schedule",
      await team.rotation([alice, bob], two),
      await team.rotation([carol]),
      await team.rotation([alice]),
    );
    const engagement = await team.engage(await team.escalation("plan", [stage(5, schedule)]));
    expect(team.rang().toSorted()).toEqual(["alice", "bob", "carol"]);
    await team.reply(carol);
    expect(await team.hasEnded(engagement)).toBe(true);
  });
});
