import { TagResourceCommand } from "@aws-sdk/client-ssm-incidents";
import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam, stage } from "./team.ts";

forEachEngine((engine) => {
  it("a tag of the plan has it gone through again", async () => {
    await using team = await gatherTeam(engine);
    const [alice, bob] = [await team.person("alice"), await team.person("bob")];
    const plan = await team.escalation(
      "plan",
      [stage(5, alice), stage(5, bob)],
      [{ Key: "tocsin/repeat", Value: "2" }],
    );
    const engagement = await team.engage(plan);
    await team.advance("PT10M");
    expect(team.rang()).toEqual(["alice", "bob", "alice"]);
    await team.advance("PT1H");
    expect(team.rang()).toEqual(["bob"]);
    expect(await team.hasEnded(engagement)).toBe(true);
  });

  it("a tag of the response plan counts more", async () => {
    await using team = await gatherTeam(engine);
    const alice = await team.person("alice", { tags: [{ Key: "tocsin/repeat", Value: "2" }] });
    const plan = await team.responsePlan([alice]);
    await team.tocsin.incidents.send(
      new TagResourceCommand({ resourceArn: plan, tags: { "tocsin/repeat": "4" } }),
    );
    await team.incident(plan);
    await team.advance("PT1H");
    expect(team.rang()).toHaveLength(4);
  });
});
