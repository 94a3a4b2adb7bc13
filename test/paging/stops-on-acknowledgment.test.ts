import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam, stage } from "./team.ts";

forEachEngine((engine) => {
  it("pages nobody else once somebody has answered whose answer is essential", async () => {
    await using team = await gatherTeam(engine);
    const [alice, bob, carol] = [
      await team.person("alice"),
      await team.person("bob"),
      await team.person("carol"),
    ];
    const engagement = await team.engage(
      await team.escalation("plan", [stage(5, alice, bob), stage(5, carol)]),
    );
    expect(team.rang()).toEqual(["alice", "bob"]);
    await team.reply(bob);
    expect(await team.hasEnded(engagement)).toBe(true);
    await team.advance("PT1H");
    expect(team.rang()).toEqual([]);
    const [first, second] = await team.pages(engagement);
    const answered = [first, second].find((page) => page?.ContactArn === bob.arn);
    expect(answered?.ReadTime).toEqual(answered?.SentTime);
    expect((await team.receipts(answered)).map((it) => it.ReceiptType)).toEqual(["SENT", "READ"]);
  });
});
