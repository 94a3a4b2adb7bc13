import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam, stage } from "./team.ts";

forEachEngine((engine) => {
  it("who has no activated channel is not waited for, and the timeline names them", async () => {
    await using team = await gatherTeam(engine);
    const alice = await team.person("alice", { inactive: true });
    const bob = await team.person("bob");
    const plan = await team.escalation("plan", [stage(30, alice), stage(5, bob)]);
    const incident = await team.incident(await team.responsePlan([plan]));
    expect(team.rang()).toEqual(["bob"]);
    expect((await team.timeline(incident)).map((it) => JSON.stringify(it.data))).toContainEqual(
      expect.stringContaining("none of their channels is activated"),
    );
  });
});
