import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam } from "./team.ts";

forEachEngine((engine) => {
  it("a trigger that folds into an open incident engages nobody again", async () => {
    await using team = await gatherTeam(engine);
    const incidentTemplate = { title: "Disk full", impact: 2, dedupeString: "disk" };
    const plan = await team.responsePlan([await team.person("alice")], { incidentTemplate });
    const incident = await team.incident(plan);
    expect(await team.incident(plan)).toBe(incident);
    expect(team.rang()).toEqual(["alice"]);
  });
});
