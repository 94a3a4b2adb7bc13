import { ActivateContactChannelCommand, GetContactChannelCommand } from "@aws-sdk/client-ssm-contacts";
import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { codeIn, gatherTeam, textOf } from "./team.ts";

forEachEngine((engine) => {
  it("UNSUBSCRIBE ends messages to a phone, START and a code bring them back", async () => {
    await using team = await gatherTeam(engine);
    const [alice, bob] = [await team.person("alice"), await team.person("bob")];
    const { contacts } = team.tocsin;
    const engagement = await team.engage(alice);
    await team.engage(bob);
    const write = (Body: string) => team.tell("/twilio/sms", { From: alice.address, Body });
    const status = async ({ channel }: typeof alice) =>
      (await contacts.send(new GetContactChannelCommand({ ContactChannelId: channel }))).ActivationStatus;

    await write("UNSUBSCRIBE");
    expect([await status(alice), await status(bob)]).toEqual(["NOT_ACTIVATED", "ACTIVATED"]);
    const [page] = await team.pages(engagement);
    expect((await team.receipts(page)).map((it) => it.ReceiptType)).toEqual(["SENT", "STOP"]);
    expect(team.rang()).toEqual(["alice", "bob"]);
    await team.engage(alice);
    expect(team.rang()).toEqual([]);

    await write("START");
    await team.advance("PT0S");
    const ActivationCode = codeIn(textOf(team.asked.at(-1)));
    await contacts.send(
      new ActivateContactChannelCommand({ ContactChannelId: alice.channel, ActivationCode }),
    );
    await team.engage(alice);
    expect(team.rang()).toEqual(["alice"]);
  });
});
