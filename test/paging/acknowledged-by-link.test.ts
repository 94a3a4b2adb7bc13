import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam, publicUrl, stage } from "./team.ts";

forEachEngine((engine) => {
  it("the link in an e-mail shows what is up, and acknowledges only when the button is pressed", async () => {
    await using team = await gatherTeam(engine);
    const [alice, bob] = [await team.person("alice", { type: "EMAIL" }), await team.person("bob")];
    const engagement = await team.engage(await team.escalation("plan", [stage(5, alice), stage(5, bob)]));
    const [link = ""] = /https:\/\/tocsin\S+\/acknowledge\/\S+/.exec(team.mails.at(-1)?.text ?? "") ?? [];
    const here = `${team.tocsin.url}${link.slice(publicUrl.length)}`;
    expect(await (await fetch(here)).text()).toContain("Disk full");
    expect(await team.hasEnded(engagement)).toBe(false);
    const press = async () => (await fetch(here, { method: "POST" })).text();
    expect(await press()).toContain("Thank you");
    await team.advance("PT1H");
    expect(team.rang()).toEqual([]);
    const [page] = await team.pages(engagement);
    expect((await team.receipts(page)).map((it) => it.ReceiptInfo).at(-1)).toBe(
      "Acknowledged through the link in the message.",
    );
    expect(await press()).toContain("Already acknowledged");
    expect(await team.receipts(page)).toHaveLength(2);
  });

  it("the link of somebody else says that it is over once the engagement has ended", async () => {
    await using team = await gatherTeam(engine);
    const [alice, bob] = [await team.person("alice", { type: "EMAIL" }), await team.person("bob")];
    await team.engage(await team.escalation("plan", [stage(5, alice, bob)]));
    await team.reply(bob);
    const [link = ""] = /https:\/\/tocsin\S+\/acknowledge\/\S+/.exec(team.mails.at(-1)?.text ?? "") ?? [];
    const here = `${team.tocsin.url}${link.slice(publicUrl.length)}`;
    expect(await (await fetch(here)).text()).toContain("This page is over");
  });
});
