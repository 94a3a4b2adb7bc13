import { expect, it } from "vitest";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam, publicUrl } from "./team.ts";

forEachEngine((engine) => {
  it("reports of the provider become receipts, each once, and what was not delivered is told", async () => {
    await using team = await gatherTeam(engine);
    const alice = await team.person("alice");
    const incident = await team.incident(await team.responsePlan([alice]));
    const engagement = await team.engage(alice, { IncidentId: incident });
    const path = (team.asked.at(-1)?.form.get("StatusCallback") ?? "").slice(publicUrl.length);
    for (const MessageStatus of ["sent", "delivered", "delivered"])
      await team.tell(path, { MessageStatus, MessageSid: "SM1" });
    const [page] = await team.pages(engagement);
    expect(page?.DeliveryTime).toBeInstanceOf(Date);
    expect((await team.receipts(page)).map((it) => it.ReceiptType)).toEqual(["SENT", "DELIVERED"]);
    await team.tell(path, { MessageStatus: "undelivered", ErrorCode: "30003", MessageSid: "SM1" });
    const receipts = await team.receipts(page);
    expect(receipts.at(-1)).toMatchObject({
      ReceiptType: "ERROR",
      ReceiptInfo: expect.stringContaining("switched off"),
    });
    expect((await team.timeline(incident)).at(-1)).toMatchObject({
      type: "SSM Contacts Page Failure for Incident",
      data: { pageArn: page?.PageArn },
    });
  });
});
