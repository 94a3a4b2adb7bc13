import { CreateRotationOverrideCommand } from "@aws-sdk/client-ssm-contacts";
import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam, stage } from "./team.ts";

forEachEngine((engine) => {
  it("pages who stands in, and who is on call again when the override is over", async () => {
    // The client sends times as whole seconds.
    const now = Date.parse("2027-01-04T12:00:00Z");
    await using team = await gatherTeam(engine, { startsAt: new Date(now) });
    const [alice, bob] = [await team.person("alice"), await team.person("bob")];
    const rotation = await team.rotation([alice]);
    const plan = await team.escalation("plan", [stage(5, await team.schedule("schedule", rotation))]);
    await team.tocsin.contacts.send(
      new CreateRotationOverrideCommand({
        RotationId: rotation,
        NewContactIds: [bob.arn],
        StartTime: new Date(now + 3_600_000),
        EndTime: new Date(now + 7_200_000),
      }),
    );
    await team.engage(plan);
    expect(team.rang()).toEqual(["alice"]);
    await team.advance("PT1H");
    await team.engage(plan);
    expect(team.rang()).toEqual(["bob"]);
    await team.advance("PT59M59S");
    await team.engage(plan);
    expect(team.rang()).toEqual(["bob"]);
    await team.advance("PT1S");
    await team.engage(plan);
    expect(team.rang()).toEqual(["alice"]);
  });
});
