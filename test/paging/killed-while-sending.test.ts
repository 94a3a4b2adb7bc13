import { SSMContactsClient, StartEngagementCommand } from "@aws-sdk/client-ssm-contacts";
import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { serverProcess } from "../harness/process.ts";
import { region, rootKey } from "../harness/server.ts";
import { gatherTeam } from "./team.ts";

forEachEngine((engine) => {
  it("a page whose sending was cut off by a kill is sent again, once, and its receipts say so", async () => {
    await using team = await gatherTeam(engine);
    const alice = await team.person("alice");
    await team.stop();
    await using victim = await serverProcess({ env: { ...team.env, TOCSIN_CLOCK: "manual" } });
    const sending = Promise.withResolvers<void>();
    team.answer = () => sending.resolve();
    const contacts = new SSMContactsClient({ endpoint: victim.url, region, credentials: rootKey });
    const words = { Sender: "test", Subject: "Disk full", Content: "It is." };
    const command = new StartEngagementCommand({ ContactId: alice.arn, ...words });
    const { EngagementArn = "" } = await contacts.send(command);
    await sending.promise;
    await victim.kill("SIGKILL");
    contacts.destroy();
    expect(team.rang()).toEqual(["alice"]);

    team.answer = undefined;
    await team.restart();
    await team.advance("PT0S");
    expect(team.rang()).toEqual(["alice"]);
    const [page, ...more] = await team.pages(EngagementArn);
    expect(more).toEqual([]);
    const receipts = await team.receipts(page);
    expect(receipts.map((it) => it.ReceiptType)).toEqual(["ERROR", "SENT"]);
    expect(receipts[0]?.ReceiptInfo).toBe(
      "Attempt 1 was interrupted before the answer came; it may have arrived.",
    );
    await team.reply(alice);
    expect(await team.hasEnded(EngagementArn)).toBe(true);
  });
});
