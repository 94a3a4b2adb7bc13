import { StopEngagementCommand } from "@aws-sdk/client-ssm-contacts";
import { expect, it } from "vitest";
import { twilioError } from "../channels/twilio-listener.ts";
import { forEachEngine } from "../harness/engines.ts";
import { gatherTeam, stage } from "./team.ts";

forEachEngine((engine) => {
  it("neither later stages nor failed pages follow, and the timeline says why", async () => {
    await using team = await gatherTeam(engine);
    const [alice, bob] = [await team.person("alice"), await team.person("bob")];
    team.answer = twilioError(503, 20503, "Service Unavailable");
    const incident = await team.incident(await team.responsePlan([]));
    const engagement = await team.engage(await team.escalation("plan", [stage(5, alice), stage(5, bob)]), {
      IncidentId: incident,
    });
    const stop = new StopEngagementCommand({ EngagementId: engagement, Reason: "A false alarm" });
    await team.tocsin.contacts.send(stop);
    team.answer = undefined;
    await team.advance("PT1H");
    expect(team.rang()).toEqual(["alice"]);
    const [page] = await team.pages(engagement);
    expect((await team.receipts(page)).map((it) => it.ReceiptType)).toEqual(["ERROR", "STOP"]);
    expect((await team.timeline(incident)).at(-1)).toMatchObject({
      type: "SSM Contacts Engagement Stop for Incident",
      data: { engagementArn: engagement, reason: "A false alarm" },
    });
  });
});
