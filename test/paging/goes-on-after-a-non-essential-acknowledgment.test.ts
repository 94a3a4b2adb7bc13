import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam, channelStage, stage, stageToTell } from "./team.ts";

forEachEngine((engine) => {
  it("an answer that is not essential silences only the person who gave it", async () => {
    await using team = await gatherTeam(engine);
    const alice = await team.person("alice", {
      stages: (channel) => [channelStage(2, channel), channelStage(2, channel)],
    });
    const bob = await team.person("bob");
    const engagement = await team.engage(
      await team.escalation("plan", [stageToTell(5, alice), stage(5, bob)]),
    );
    await team.reply(alice);
    expect(team.rang()).toEqual(["alice"]);
    await team.advance("PT5M");
    expect(team.rang()).toEqual(["bob"]);
    expect(await team.hasEnded(engagement)).toBe(false);
    await team.reply(bob);
    expect(await team.hasEnded(engagement)).toBe(true);
  });
});
