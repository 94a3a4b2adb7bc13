import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam, stage } from "./team.ts";

forEachEngine((engine) => {
  it("a stage that reaches nobody on call goes on at once, and says so on the timeline", async () => {
    await using team = await gatherTeam(engine);
    const [alice, bob] = [await team.person("alice"), await team.person("bob")];
    const tomorrow = new Date((await team.now()) + 86_400_000);
    const schedule = await team.schedule("schedule", await team.rotation([alice], { StartTime: tomorrow }));
    const plan = await team.escalation("plan", [stage(30, schedule), stage(5, bob)]);
    const incident = await team.incident(await team.responsePlan([plan]));
    expect(team.rang()).toEqual(["bob"]);
    const told = (await team.timeline(incident)).filter((it) => it.type.includes("Unreachable"));
    expect(told).toMatchObject([
      {
        type: "SSM Contacts Targets Unreachable for Incident",
        data: {
          stageIndex: 0,
          unreached: [{ contactArn: schedule, reason: "nobody is on call" }],
          goesOnAtOnce: true,
        },
      },
    ]);
  });
});
